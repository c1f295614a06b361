-- A source's events counted from the events themselves: its own streams, which begin with its key, and what people's streams say of it.
select metric, cast(sum(n) as bigint)
from (
    select metric, count(*) as n from event
    where born = @born and stream >= @first and stream < @beyond and source = @source
    group by metric
    union all
    select metric, count(*) from event where born = 0 and source = @source group by metric
) counted
group by metric
