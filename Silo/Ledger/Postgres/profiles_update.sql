-- Changed people of a set, by column. Their rows are locked already.
-- $1 id, $2 phone (not changed), $3 country, $4 email, $5 external id, $6 attributes, $7 consent, $8 consent at, $9 consent method, $10 updated, $11 stream version
update subscriber s
set country = c.country, email = c.email, external_id = c.external_id, attributes = c.attributes, consent = c.consent, consent_at = c.consent_at,
    consent_method = c.consent_method, updated = c.updated, revision = s.revision + 1, stream_version = c.stream_version
from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::timestamptz[], $9::text[], $10::timestamptz[],
    $11::integer[])
as c (id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, updated, stream_version)
where s.id = c.id
returning s.id
