-- The people asked about together.
select
    s.id, s.phone, s.country, s.email, s.external_id, s.attributes, s.consent, s.consent_at, s.consent_method, s.suppression, s.created, s.updated,
    s.revision, s.stream_version, s.flagged_at, s.texted_at, s.texted_to
from subscriber s
where s.id = any (@ids)
