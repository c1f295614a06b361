-- The events of flows by action and slot. No event names its action: it is the last two digits of the ordinal at the end of the message's id, behind the flow's 26
-- characters and the month. Month by month and flow by flow, so that each is a stretch of one partition's key. Streams of a flow begin with its key and a dash; a dot is
-- the next character.
select flow, action, place, metric, count(*), cast(sum(segments) as bigint)
from (
    select
        f.flow, cast(substr(e.stream, 33) as integer) % 100 as action, width_bucket(coalesce(e.sent_at, e.at), @edges) - 1 as place, e.metric,
        cast(e.segments as integer) as segments
    from unnest(@months) as m (month)
    cross join unnest(@flows) as f (flow)
    cross join lateral (
        select stream, metric, segments, sent_at, at from event
        where born = cast(m.month as integer) and stream >= f.flow || '-' and stream < f.flow || '.'
    ) e
    where coalesce(e.sent_at, e.at) >= @from and coalesce(e.sent_at, e.at) < @to
) placed
group by flow, action, place, metric
order by flow, action, place, metric
