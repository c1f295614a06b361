-- The common batch: one event an entry and nothing beside it. One statement, one round trip, one commit. The counts are taken from the rows
-- that were really inserted, so a repeated batch counts nothing twice. Cells are ordered: two writers lock rows in the same order.
-- A batch is taken for new at first: without a guard an insert costs a fifth less, and a key that is taken undoes all of it. Then it is run again, guarded.
-- $1..$21 the events by column, $22 the writer's shard. First row: how many events were inserted; then the new absolute totals.
with fresh as (
    insert into event as e (
        born, stream, version, id, metric, at, subscriber, source, message, sender, carrier, country, failure, segments, sent_at,
        provider_id, vendor_code, body, raw, detail, value_micros)
    select * from unnest(
        $1::integer[], $2::text[], $3::integer[], $4::uuid[], $5::smallint[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[],
        $11::text[], $12::text[], $13::smallint[], $14::smallint[], $15::timestamptz[], $16::text[], $17::text[], $18::text[], $19::text[],
        $20::text[], $21::bigint[])
    on conflict (born, stream, version) do nothing --when: guarded
    returning metric, at, source, sender, carrier, country, failure, segments, sent_at, value_micros
), cell as materialized (
    select
        metric, date_bin('15 minutes', at, 'epoch') as slot, date_bin('15 minutes', coalesce(sent_at, at), 'epoch') as sent_slot,
        source, sender, country, carrier, failure, segments, count(*) as n, coalesce(sum(value_micros), 0)::bigint as value_micros
    from fresh
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
), counted as (
    insert into series as s (metric, slot, sent_slot, source, sender, country, carrier, failure, segments, shard, n, value_micros)
    select
        metric, slot, sent_slot, coalesce(source, ''), coalesce(sender, ''), coalesce(country, ''), coalesce(carrier, ''), failure, segments, $22::smallint,
        n, value_micros
    from cell
    order by 1, 2, 3, 4, 5, 6, 7, 8, 9
    on conflict (metric, slot, sent_slot, source, sender, country, carrier, failure, segments, shard)
    do update set n = s.n + excluded.n, value_micros = s.value_micros + excluded.value_micros
), total as (
    insert into source_total as t (source, metric, shard, n)
    select source, metric, $22::smallint, sum(n)
    from cell
    where source is not null
    group by source, metric
    order by source, metric
    on conflict (source, metric, shard) do update set n = t.n + excluded.n
    returning source, metric, shard, n
)
select null::text, 0::smallint, 0::smallint, (select coalesce(sum(n), 0)::bigint from cell)
union all
select source, metric, shard, n from total
