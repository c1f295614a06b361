-- Pages of people. A list's members page by id, everything else by the sort's column and id.
select
    s.id, s.phone, s.country, s.email, s.external_id, s.attributes, s.consent, s.consent_at, s.consent_method, s.suppression, s.created, s.updated,
    s.revision, s.stream_version, s.flagged_at, s.texted_at, s.texted_to,
    s.transactional, s.transactional_at, s.transactional_method, s.transactional_detail, s.transactional_recorded, s.consent_detail, s.consent_recorded
from subscriber s
join list_member m on m.subscriber = s.id and m.list = @list --when: list
where 1 = 1
and s.id = any (@ids) --when: ids
and s.email = any (@emails) --when: emails
and s.external_id = any (@external_ids) --when: external_ids
and s.created > @created_after --when: created_after
and s.created < @created_before --when: created_before
and s.updated > @updated_after --when: updated_after
and s.updated < @updated_before --when: updated_before
and (s.created, s.id) > (@at, @after) --when: after Created
and (s.created, s.id) < (@at, @after) --when: after CreatedDescending
and (s.updated, s.id) > (@at, @after) --when: after Updated
and (s.updated, s.id) < (@at, @after) --when: after UpdatedDescending
and s.id > @after --when: after Id
and s.id < @after --when: after IdDescending
and m.subscriber > @after --when: after Id in list
and m.subscriber < @after --when: after IdDescending in list
order by s.created, s.id --when: by Created
order by s.created desc, s.id desc --when: by CreatedDescending
order by s.updated, s.id --when: by Updated
order by s.updated desc, s.id desc --when: by UpdatedDescending
order by s.id --when: by Id
order by s.id desc --when: by IdDescending
order by m.subscriber --when: by Id in list
order by m.subscriber desc --when: by IdDescending in list
limit @size
