-- Counts of one metric by quarter hour and by the dimensions asked for.
select
    slot, cast(sum(n) as bigint), cast(sum(value_micros) as bigint)
    , source --when: by Source
    , split_part(source, '/', 1) --when: by SourceKind
    , sender --when: by FromNumber
    , country --when: by ToCountry
    , cast(failure as text) --when: by FailureType
    , cast(segments as text) --when: by Segments
    , carrier --when: by Carrier
from series
where metric = @metric and slot >= @from and slot < @to
and source = any (@Source) --when: Source
and split_part(source, '/', 1) = any (@SourceKind) --when: SourceKind
and sender = any (@FromNumber) --when: FromNumber
and country = any (@ToCountry) --when: ToCountry
and cast(failure as text) = any (@FailureType) --when: FailureType
and cast(segments as text) = any (@Segments) --when: Segments
and carrier = any (@Carrier) --when: Carrier
group by slot
    , source --when: by Source
    , split_part(source, '/', 1) --when: by SourceKind
    , sender --when: by FromNumber
    , country --when: by ToCountry
    , failure --when: by FailureType
    , segments --when: by Segments
    , carrier --when: by Carrier
order by slot
