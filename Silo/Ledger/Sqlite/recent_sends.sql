-- What the people asked about together were sent: by a provider's acceptance (2), or a submit without an answer (18) that may have arrived. @people: a JSON array,
-- in which a person is named by the place. The message is told of those without an answer alone: what was accepted is not offered again. SQLite joins in the order
-- that is written, so no limit is needed to keep it to the index; @most is PostgreSQL's.
select k.key + 1, coalesce(e.sent_at, e.at), e.source, null
from json_each(@people) k
cross join event e on e.subscriber = k.value and e.metric = 2 and e.metric not in (1, 3, 18)
where e.id >= @since and e.born between @born_first and @born_last and e.source is not null and @most > 0
union all
select k.key + 1, coalesce(u.sent_at, u.at), u.source, u.message
from json_each(@people) k
cross join event u on u.subscriber = k.value and u.metric = 18
where u.id >= @since and u.born between @born_first and @born_last and u.source is not null
and not exists (select 1 from event o where o.born = u.born and o.stream = u.stream and o.metric in (2, 19))
