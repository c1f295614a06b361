-- Twin of PostgreSQL's: the events of flows by action and slot. An action is the last two digits of the ordinal at the end of the message's id, behind the flow's 26
-- characters and the month.
select flow, action, place, metric, count(*), cast(sum(segments) as bigint)
from (
    select
        f.value as flow, cast(substr(e.stream, 33) as integer) % 100 as action,
        (select max(edge.key) from json_each(@edges) edge where edge.value <= coalesce(e.sent_at, e.at)) as place, e.metric, cast(e.segments as integer) as segments
    from json_each(@months) m
    cross join json_each(@flows) f
    cross join event e on e.born = cast(m.value as integer) and e.stream >= f.value || '-' and e.stream < f.value || '.'
    where coalesce(e.sent_at, e.at) >= @from and coalesce(e.sent_at, e.at) < @to
) placed
group by flow, action, place, metric
order by flow, action, place, metric
