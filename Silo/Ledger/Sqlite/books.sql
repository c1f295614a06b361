-- A source's figures from the three places where they stand, in one statement: it sees one state of the database, in which they must agree even while
-- messages are being counted. Events are those of the source's own streams, which begin with its key, and what people's streams say of it; a slot is a
-- quarter hour, as in the series.
select 'totals' as place, metric, null as slot, cast(sum(n) as bigint) from source_total where source = @source group by metric
union all
select 'events', metric, slot, cast(sum(n) as bigint)
from (
    select metric, at - at % 900000 as slot, count(*) as n from event
    where born = @born and stream >= @first and stream < @beyond and source = @source
    group by 1, 2
    union all
    select metric, at - at % 900000, count(*) from event where born = 0 and source = @source group by 1, 2
) counted
group by metric, slot
union all
select 'series', metric, slot, cast(sum(n) as bigint) from series where source = @source group by metric, slot
