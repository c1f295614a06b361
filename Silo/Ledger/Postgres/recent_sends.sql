-- What the people asked about together were sent: by a provider's acceptance (2), or a submit without an answer (18) that may have arrived. The months bound
-- the partitions that are looked into.
select e.subscriber, coalesce(e.sent_at, e.at), e.source, e.message
from unnest(@people) as k (subscriber)
join event e on e.subscriber = k.subscriber and e.metric = 2 and e.metric not in (1, 3, 18)
where e.id >= @since and e.born >= @born_first and e.born <= @born_last and e.source is not null
union
select e.subscriber, coalesce(e.sent_at, e.at), e.source, e.message
from unnest(@people) as k (subscriber)
join event e on e.subscriber = k.subscriber and e.metric = 18
where e.id >= @since and e.born >= @born_first and e.born <= @born_last and e.source is not null
