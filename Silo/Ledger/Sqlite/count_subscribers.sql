-- Sent (relayed), received, failed and retracted messages of the people asked about together, counted in the index of public events.
-- @keys: a JSON array of subscriber ids.
select e.subscriber, e.metric, count(*)
from json_each(@keys) k
cross join event e on e.subscriber = k.value and e.metric in (2, 4, 5, 8) and e.metric not in (1, 3, 18)
group by e.subscriber, e.metric
