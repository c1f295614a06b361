-- New people of a set, by column and in order of id. Whoever was inserted by somebody else in the meantime is left out of the answer.
-- $1 id, $2 phone, $3 country, $4 email, $5 external id, $6 attributes, $7 consent, $8 consent at, $9 consent method, $10 created, $11 stream version,
-- $12 revision, $13 suppression, $14 to $18 transactional consent (consent, at, method, detail, recorded), $19 consent detail, $20 consent recorded
insert into subscriber (
    id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, created, updated, stream_version, revision, suppression,
    transactional, transactional_at, transactional_method, transactional_detail, transactional_recorded, consent_detail, consent_recorded)
select
    id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, created, created, stream_version, revision, suppression,
    transactional, transactional_at, transactional_method, transactional_detail, transactional_recorded, consent_detail, consent_recorded
from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::timestamptz[], $9::text[], $10::timestamptz[],
    $11::integer[], $12::bigint[], $13::text[], $14::smallint[], $15::timestamptz[], $16::text[], $17::text[], $18::timestamptz[], $19::text[],
    $20::timestamptz[])
as n (
    id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, created, stream_version, revision, suppression, transactional,
    transactional_at, transactional_method, transactional_detail, transactional_recorded, consent_detail, consent_recorded)
on conflict (id) do nothing
returning id
