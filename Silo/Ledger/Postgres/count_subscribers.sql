-- Sent (relayed), received, failed and retracted messages of the people asked about together, counted in the index of public events.
select k.subscriber, e.metric, count(*)
from unnest($1::text[]) as k (subscriber)
join event e on e.subscriber = k.subscriber and e.metric in (2, 4, 5, 8) and e.metric not in (1, 3, 18)
group by k.subscriber, e.metric
