-- Changed people of a set, by column. Their rows are locked already.
-- $1 id, $2 phone (not changed), $3 country, $4 email, $5 external id, $6 attributes, $7 consent, $8 consent at, $9 consent method, $10 updated, $11 stream
-- version, $12 revision, $13 suppression, $14 to $18 transactional consent (consent, at, method, detail, recorded), $19 consent detail, $20 consent recorded
update subscriber s
set country = c.country, email = c.email, external_id = c.external_id, attributes = c.attributes, consent = c.consent, consent_at = c.consent_at,
    consent_method = c.consent_method, updated = c.updated, revision = c.revision, stream_version = c.stream_version, suppression = c.suppression,
    transactional = c.transactional, transactional_at = c.transactional_at, transactional_method = c.transactional_method,
    transactional_detail = c.transactional_detail, transactional_recorded = c.transactional_recorded, consent_detail = c.consent_detail,
    consent_recorded = c.consent_recorded,
    -- Who says yes after a text nobody has decided about has decided.
    flagged_at = case when c.consent = 1 and c.consent_at > s.flagged_at then null else s.flagged_at end
from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::timestamptz[], $9::text[], $10::timestamptz[],
    $11::integer[], $12::bigint[], $13::text[], $14::smallint[], $15::timestamptz[], $16::text[], $17::text[], $18::timestamptz[], $19::text[],
    $20::timestamptz[])
as c (
    id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, updated, stream_version, revision, suppression, transactional,
    transactional_at, transactional_method, transactional_detail, transactional_recorded, consent_detail, consent_recorded)
where s.id = c.id
returning s.id
