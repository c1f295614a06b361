-- Counts of one metric from the events themselves: for slots off the quarter hours and for distinct people. Bounded by id, that is by time.
select
    (select max(edge.key) from json_each(@edges) edge where edge.value <= e.at) as place, count(*), count(distinct e.subscriber), cast(coalesce(sum(e.value_micros), 0) as bigint)
    , coalesce(e.source, '') as of_source --when: by Source
    , substr(coalesce(e.source, ''), 1, instr(coalesce(e.source, ''), '/') - 1) as of_kind --when: by SourceKind
    , coalesce(e.sender, '') as of_sender --when: by FromNumber
    , coalesce(e.country, '') as of_country --when: by ToCountry
    , cast(e.failure as text) as of_failure --when: by FailureType
    , cast(e.segments as text) as of_segments --when: by Segments
    , coalesce(e.carrier, '') as of_carrier --when: by Carrier
from event e
where e.metric = @metric and e.id >= @from and e.id < @to
and coalesce(e.source, '') in (select value from json_each(@Source)) --when: Source
and substr(coalesce(e.source, ''), 1, instr(coalesce(e.source, ''), '/') - 1) in (select value from json_each(@SourceKind)) --when: SourceKind
and coalesce(e.sender, '') in (select value from json_each(@FromNumber)) --when: FromNumber
and coalesce(e.country, '') in (select value from json_each(@ToCountry)) --when: ToCountry
and cast(e.failure as text) in (select value from json_each(@FailureType)) --when: FailureType
and cast(e.segments as text) in (select value from json_each(@Segments)) --when: Segments
and coalesce(e.carrier, '') in (select value from json_each(@Carrier)) --when: Carrier
group by place
    , of_source --when: by Source
    , of_kind --when: by SourceKind
    , of_sender --when: by FromNumber
    , of_country --when: by ToCountry
    , of_failure --when: by FailureType
    , of_segments --when: by Segments
    , of_carrier --when: by Carrier
order by place
