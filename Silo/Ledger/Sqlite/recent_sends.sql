-- What the people asked about together were sent: by a provider's acceptance (2), or a submit without an answer (18) that may have arrived. @people: a JSON array.
select e.subscriber, coalesce(e.sent_at, e.at), e.source, e.message
from json_each(@people) k
cross join event e on e.subscriber = k.value and e.metric = 2 and e.metric not in (1, 3, 18)
where e.id >= @since and e.born between @born_first and @born_last and e.source is not null
union
select e.subscriber, coalesce(e.sent_at, e.at), e.source, e.message
from json_each(@people) k
cross join event e on e.subscriber = k.value and e.metric = 18
where e.id >= @since and e.born between @born_first and @born_last and e.source is not null
