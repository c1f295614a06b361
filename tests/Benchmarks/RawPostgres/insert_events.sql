-- The ceiling: the ledger's rows by column, without its guards. Nothing is asked back, and a row that stands already is an error.
-- $1..$21 the events, in the order of the ledger's own statements.
insert into event (
    born, stream, version, id, metric, at, subscriber, source, message, sender, carrier, country, failure, segments, sent_at,
    provider_id, vendor_code, body, raw, detail, value_micros)
select * from unnest(
    $1::integer[], $2::text[], $3::integer[], $4::uuid[], $5::smallint[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::text[], $12::text[], $13::smallint[], $14::smallint[], $15::timestamptz[], $16::text[], $17::text[], $18::text[], $19::text[],
    $20::text[], $21::bigint[])
