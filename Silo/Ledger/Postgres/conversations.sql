-- A page of the people who have texted us, the newest text first.
select
    s.id, s.phone, s.country, s.email, s.external_id, s.attributes, s.consent, s.consent_at, s.consent_method, s.suppression, s.created, s.updated,
    s.revision, s.stream_version, s.flagged_at, s.texted_at, s.texted_to,
    s.transactional, s.transactional_at, s.transactional_method, s.transactional_detail, s.transactional_recorded, s.consent_detail, s.consent_recorded
from subscriber s
where s.texted_at is not null
and s.flagged_at is not null --when: flagged
and s.flagged_at is null --when: unflagged
and (s.texted_at, s.id) < (@at, @after) --when: after
order by s.texted_at desc, s.id desc
limit @size
