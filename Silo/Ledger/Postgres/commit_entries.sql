-- The other batches: entries with several events, a consent, a receipt. Still one statement. An entry's later events, its row update and its
-- receipts happen only if its first event was inserted: that event's key is the guard. An entry without events has no guard; its
-- receipt is kept once by its id. Rows of people are locked in order, before anything else is, against deadlocks with imports.
-- $1..$21 the events by column, $22 the writer's shard, $23 entry of each event, $24 whether it is the entry's first;
-- $25..$30 consents (entry, subscriber, consent, at, method, stream version); $31..$38 receipts (entry, message, id, at, carrier, provider id,
-- vendor status, raw); $39..$50 parked receipts (entry, id, at, carrier, message id, provider id, vendor status, raw, status, vendor code,
-- failure, part); $51..$55 provider's ids of messages (entry, carrier, provider id, message, at); $56 detail of each receipt;
-- $57..$59 consents again (flagged, texted at, texted to); $60..$63 list joins (entry, list, subscriber, at). Entry -1: no guard.
-- First row: how many first events were inserted; then the new absolute totals.
with given as materialized (
    select * from unnest(
        $1::integer[], $2::text[], $3::integer[], $4::uuid[], $5::smallint[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[],
        $11::text[], $12::text[], $13::smallint[], $14::smallint[], $15::timestamptz[], $16::text[], $17::text[], $18::text[], $19::text[],
        $20::text[], $21::bigint[], $23::integer[], $24::boolean[])
    as g (
        born, stream, version, id, metric, at, subscriber, source, message, sender, carrier, country, failure, segments, sent_at,
        provider_id, vendor_code, body, raw, detail, value_micros, entry, head)
), granted as materialized (
    select * from unnest(
        $25::integer[], $26::text[], $27::smallint[], $28::timestamptz[], $29::text[], $30::integer[], $57::boolean[], $58::timestamptz[], $59::text[])
    as c (entry, subscriber, consent, at, method, stream_version, flagged, texted_at, texted_to)
), locked as materialized (
    select id from subscriber where id = any ($26::text[]) order by id for update
), head as (
    insert into event (
        born, stream, version, id, metric, at, subscriber, source, message, sender, carrier, country, failure, segments, sent_at,
        provider_id, vendor_code, body, raw, detail, value_micros)
    select
        born, stream, version, id, metric, at, subscriber, source, message, sender, carrier, country, failure, segments, sent_at,
        provider_id, vendor_code, body, raw, detail, value_micros
    from given
    where head and (select count(*) from locked) >= 0
    on conflict (born, stream, version) do nothing
    returning id, metric, at, source, sender, carrier, country, failure, segments, sent_at, value_micros
), won as materialized (
    -- The same entry twice in one batch inserts once; its parts follow once.
    select min(g.entry) as entry from head h join given g on g.id = h.id and g.head group by h.id
), tail as (
    insert into event (
        born, stream, version, id, metric, at, subscriber, source, message, sender, carrier, country, failure, segments, sent_at,
        provider_id, vendor_code, body, raw, detail, value_micros)
    select
        born, stream, version, id, metric, at, subscriber, source, message, sender, carrier, country, failure, segments, sent_at,
        provider_id, vendor_code, body, raw, detail, value_micros
    from given
    where not head and entry in (select entry from won)
    returning metric, at, source, sender, carrier, country, failure, segments, sent_at, value_micros
), consented as (
    update subscriber s
    set consent = coalesce(c.consent, s.consent), consent_at = case when c.consent is null then s.consent_at else c.at end,
        consent_method = case when c.consent is null then s.consent_method else c.method end, stream_version = c.stream_version,
        flagged_at = case when c.flagged then coalesce(s.flagged_at, c.at) when c.flagged is null then s.flagged_at end,
        texted_at = coalesce(c.texted_at, s.texted_at), texted_to = coalesce(c.texted_to, s.texted_to),
        revision = s.revision + 1, updated = greatest(s.updated, c.at),
        consent_detail = case when c.consent is null then s.consent_detail end, consent_recorded = case when c.consent is null then s.consent_recorded else c.at end,
        -- A no to marketing that comes this way is one to everything (a STOP).
        transactional = case when c.consent = 2 then 2 else s.transactional end,
        transactional_at = case when c.consent = 2 then c.at else s.transactional_at end,
        transactional_method = case when c.consent = 2 then c.method else s.transactional_method end,
        transactional_detail = case when c.consent is distinct from 2 then s.transactional_detail end,
        transactional_recorded = case when c.consent = 2 then c.at else s.transactional_recorded end
    from (
        select distinct on (subscriber) * from granted
        where entry = -1 or entry in (select entry from won)
        order by subscriber, stream_version desc
    ) c
    where s.id = c.subscriber
), kept as (
    insert into receipt (message, id, at, carrier, provider_id, vendor_status, raw, detail)
    select message, id, at, carrier, provider_id, vendor_status, raw, detail
    from unnest($31::integer[], $32::text[], $33::uuid[], $34::timestamptz[], $35::text[], $36::text[], $37::text[], $38::text[], $56::text[])
    as r (entry, message, id, at, carrier, provider_id, vendor_status, raw, detail)
    where entry = -1 or entry in (select entry from won)
    on conflict (message, id) do nothing
), parked as (
    insert into parked_receipt (id, at, carrier, message_id, provider_id, vendor_status, raw, status, vendor_code, failure, part)
    select id, at, carrier, message_id, provider_id, vendor_status, raw, status, vendor_code, failure, part
    from unnest(
        $39::integer[], $40::uuid[], $41::timestamptz[], $42::text[], $43::text[], $44::text[], $45::text[], $46::text[], $47::smallint[], $48::text[],
        $49::smallint[], $50::text[])
    as p (entry, id, at, carrier, message_id, provider_id, vendor_status, raw, status, vendor_code, failure, part)
    where entry = -1 or entry in (select entry from won)
    on conflict (id) do nothing
), keyed as (
    insert into provider_message (carrier, provider_id, message, at)
    select carrier, provider_id, message, at
    from unnest($51::integer[], $52::text[], $53::text[], $54::text[], $55::timestamptz[]) as k (entry, carrier, provider_id, message, at)
    where entry = -1 or entry in (select entry from won)
    order by carrier, provider_id
    on conflict (carrier, provider_id) do nothing
), joined as (
    insert into list_member (list, subscriber, added_at)
    select list, subscriber, at
    from unnest($60::integer[], $61::text[], $62::text[], $63::timestamptz[]) as j (entry, list, subscriber, at)
    where entry = -1 or entry in (select entry from won)
    order by list, subscriber
    on conflict (list, subscriber) do nothing
), lifted as (
    -- They join because they said so.
    delete from list_refusal r
    using unnest($60::integer[], $61::text[], $62::text[]) as j (entry, list, subscriber)
    where r.list = j.list and r.subscriber = j.subscriber and (j.entry = -1 or j.entry in (select entry from won))
), fresh as (
    select metric, at, source, sender, carrier, country, failure, segments, sent_at, value_micros from head
    union all
    select metric, at, source, sender, carrier, country, failure, segments, sent_at, value_micros from tail
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
select null::text, 0::smallint, 0::smallint, (select count(*) from head)
union all
select source, metric, shard, n from total
