-- Counts of one metric from the events themselves: for slots off the quarter hours and for distinct people. Bounded by id, that is by time.
select
    width_bucket(e.at, @edges) - 1 as place, count(*), count(distinct e.subscriber), cast(coalesce(sum(e.value_micros), 0) as bigint)
    , coalesce(e.source, '') as of_source --when: by Source
    , split_part(coalesce(e.source, ''), '/', 1) as of_kind --when: by SourceKind
    , coalesce(e.sender, '') as of_sender --when: by FromNumber
    , coalesce(e.country, '') as of_country --when: by ToCountry
    , cast(e.failure as text) as of_failure --when: by FailureType
    , cast(e.segments as text) as of_segments --when: by Segments
    , coalesce(e.carrier, '') as of_carrier --when: by Carrier
from event e
where e.metric = @metric and e.id >= @from and e.id < @to
and coalesce(e.source, '') = any (@Source) --when: Source
and split_part(coalesce(e.source, ''), '/', 1) = any (@SourceKind) --when: SourceKind
and coalesce(e.sender, '') = any (@FromNumber) --when: FromNumber
and coalesce(e.country, '') = any (@ToCountry) --when: ToCountry
and cast(e.failure as text) = any (@FailureType) --when: FailureType
and cast(e.segments as text) = any (@Segments) --when: Segments
and coalesce(e.carrier, '') = any (@Carrier) --when: Carrier
group by place
    , of_source --when: by Source
    , of_kind --when: by SourceKind
    , of_sender --when: by FromNumber
    , of_country --when: by ToCountry
    , of_failure --when: by FailureType
    , of_segments --when: by Segments
    , of_carrier --when: by Carrier
order by place
