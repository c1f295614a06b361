-- The known ones of a set, locked in the order of their ids: two imports, or an import and a consent, lock people in the same order. Their streams may be
-- longer than their rows say: an event need not change the row.
select
    s.id, s.phone, s.country, s.email, s.external_id, s.attributes, s.consent, s.consent_at, s.consent_method, s.suppression, s.created, s.updated,
    s.revision, greatest(s.stream_version, (select max(e.version) from event e where e.born = 0 and e.stream = s.id)), s.flagged_at, s.texted_at, s.texted_to,
    s.transactional, s.transactional_at, s.transactional_method, s.transactional_detail, s.transactional_recorded, s.consent_detail, s.consent_recorded
from subscriber s
where s.id = any (@ids)
order by s.id
for update of s
