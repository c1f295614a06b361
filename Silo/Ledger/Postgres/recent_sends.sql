-- What the people asked about together were sent: by a provider's acceptance (2), or a submit without an answer (18) that may have arrived. The months bound the
-- partitions that are looked into. Lateral and limited: person by person in the index, whatever the planner thinks of a table it has no statistics of yet – a join
-- was seen to go through all of a campaign's events instead. A person is named by the place in the array. The message is told of those without an answer alone: what
-- was accepted is not offered again. Finding a person in the index is half of the work, so an index that had the rest, too, would save an eighth of it and be
-- written with each event.
select k.place::integer, e.sent_at, e.source, null::text as message
from unnest(@people) with ordinality as k (subscriber, place)
cross join lateral (
    select coalesce(sent_at, at) as sent_at, source from event
    where subscriber = k.subscriber and metric = 2 and metric not in (1, 3, 18) and id >= @since and born >= @born_first and born <= @born_last
    order by id desc
    limit @most
) e
where e.source is not null
union all
select k.place::integer, u.sent_at, u.source, u.message
from unnest(@people) with ordinality as k (subscriber, place)
cross join lateral (
    select coalesce(u.sent_at, u.at) as sent_at, u.source, u.message from event u
    where u.subscriber = k.subscriber and u.metric = 18 and u.id >= @since and u.born >= @born_first and u.born <= @born_last
    -- A value and not a join, for the same reason.
    and coalesce((select false from event o where o.born = u.born and o.stream = u.stream and o.metric in (2, 19) limit 1), true)
    offset 0
) u
where u.source is not null
