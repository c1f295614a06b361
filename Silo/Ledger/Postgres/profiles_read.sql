-- The people asked about together.
select
    s.id, s.phone, s.country, s.email, s.external_id, s.attributes, s.consent, s.consent_at, s.consent_method, s.suppression, s.created, s.updated,
    s.revision, s.stream_version, s.flagged_at, s.texted_at, s.texted_to,
    s.transactional, s.transactional_at, s.transactional_method, s.transactional_detail, s.transactional_recorded, s.consent_detail, s.consent_recorded
from subscriber s
where s.id = any (@people)
