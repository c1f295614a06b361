-- Who is due, the longest first, with the revision of their rows as they are now.
select e.ordinal, e.subscriber, e.step, e.reached_at, coalesce(s.revision, 0)
from flow_entry e
left join subscriber s on s.id = e.subscriber
where e.flow = @flow and e.due_at <= @now
order by e.due_at, e.ordinal
limit @count
