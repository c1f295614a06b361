-- New people of a set, by column and in order of id. Whoever was inserted by somebody else in the meantime is left out of the answer.
-- $1 id, $2 phone, $3 country, $4 email, $5 external id, $6 attributes, $7 consent, $8 consent at, $9 consent method, $10 created, $11 stream version
insert into subscriber (
    id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, created, updated, revision, stream_version)
select id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, created, created, 1, stream_version
from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::timestamptz[], $9::text[], $10::timestamptz[],
    $11::integer[])
as n (id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, created, stream_version)
on conflict (id) do nothing
returning id
