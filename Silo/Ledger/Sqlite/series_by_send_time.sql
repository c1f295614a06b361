-- Counts by the time messages were sent, not by the time of the event.
select source, metric, cast(sum(n) as bigint), cast(sum(n * segments) as bigint)
from series
where sent_slot >= @from and sent_slot < @to and source <> ''
and source in (select value from json_each(@sources)) --when: sources
group by source, metric
order by source, metric
