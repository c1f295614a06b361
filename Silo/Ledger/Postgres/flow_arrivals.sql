-- Memberships of a list since then that no start of the flow is noted for, the oldest first. Historical imports start nothing.
select m.subscriber, m.added_at
from list_member m
where m.list = @list and m.added_at >= @since and (m.added_at > @since or m.subscriber > @after) and m.historical is null
and not exists (select 1 from flow_entry e where e.flow = @flow and e.subscriber = m.subscriber and e.cause = @cause and e.entered_at = m.added_at)
order by m.added_at, m.subscriber
limit @count
