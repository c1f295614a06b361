-- Sources with anything counted since then. The series' key begins with metric and slot: one short range for each number a metric can have, instead of the
-- whole table.
with recursive kind (metric) as (
    select 1
    union all
    select metric + 1 from kind where metric < 99
)
select distinct s.source
from kind
join series s on s.metric = kind.metric and s.slot >= @since
where s.source <> ''
order by s.source
