-- A campaign's events by the variation of their message. No event names its variation: it follows from the ordinal at the end of the message's id, so the events are
-- grouped by the place of that ordinal in the cycle of variations (-1: beyond those whom variations are tried on; they all got the same) and the caller knows the rest.
-- Clicks are counted per message that was received, once, and stand in the message's stream or in the person's.
select place, metric, count(*), cast(sum(segments) as bigint)
from (
    select case when ordinal < @test then (ordinal + @offset) % @cycle else -1 end as place, metric, segments
    from (
        select cast(substr(stream, @behind) as integer) as ordinal, metric, cast(segments as integer) as segments
        from event
        where born = @born and stream >= @first and stream < @beyond and source = @source and metric <> 11
        and coalesce(sent_at, at) >= @from and coalesce(sent_at, at) < @to --when: time
        union all
        select cast(substr(clicked.message, @behind) as integer), cast(11 as smallint), 0
        from (
            select message from event
            where born = 0 and source = @source and metric = 11 and message is not null
            and coalesce(sent_at, at) >= @from and coalesce(sent_at, at) < @to --when: time
            union
            select message from event
            where born = @born and stream >= @first and stream < @beyond and source = @source and metric = 11 and message is not null
            and coalesce(sent_at, at) >= @from and coalesce(sent_at, at) < @to --when: time
        ) clicked
        where exists (select 1 from event r where r.born = @born and r.stream = clicked.message and r.metric = 4)
    ) told
) placed
group by place, metric
order by place, metric
