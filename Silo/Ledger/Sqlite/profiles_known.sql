-- The known ones of a set. Their streams may be longer than their rows say: an event need not change the row. @ids: a JSON array.
select
    s.id, s.phone, s.country, s.email, s.external_id, s.attributes, s.consent, s.consent_at, s.consent_method, s.suppression, s.created, s.updated,
    s.revision, max(s.stream_version, coalesce((select max(e.version) from event e where e.born = 0 and e.stream = s.id), 0)), s.flagged_at, s.texted_at, s.texted_to,
    s.transactional, s.transactional_at, s.transactional_method, s.transactional_detail, s.transactional_recorded, s.consent_detail, s.consent_recorded
from subscriber s
where s.id in (select value from json_each(@ids))
