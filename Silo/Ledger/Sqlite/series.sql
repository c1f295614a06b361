-- Counts of one metric by quarter hour and by the dimensions asked for.
select
    slot, cast(sum(n) as bigint), cast(sum(value_micros) as bigint)
    , source --when: by Source
    , substr(source, 1, instr(source, '/') - 1) --when: by SourceKind
    , sender --when: by FromNumber
    , country --when: by ToCountry
    , cast(failure as text) --when: by FailureType
    , cast(segments as text) --when: by Segments
    , carrier --when: by Carrier
from series
where metric = @metric and slot >= @from and slot < @to
and source in (select value from json_each(@Source)) --when: Source
and substr(source, 1, instr(source, '/') - 1) in (select value from json_each(@SourceKind)) --when: SourceKind
and sender in (select value from json_each(@FromNumber)) --when: FromNumber
and country in (select value from json_each(@ToCountry)) --when: ToCountry
and cast(failure as text) in (select value from json_each(@FailureType)) --when: FailureType
and cast(segments as text) in (select value from json_each(@Segments)) --when: Segments
and carrier in (select value from json_each(@Carrier)) --when: Carrier
group by slot
    , source --when: by Source
    , substr(source, 1, instr(source, '/') - 1) --when: by SourceKind
    , sender --when: by FromNumber
    , country --when: by ToCountry
    , failure --when: by FailureType
    , segments --when: by Segments
    , carrier --when: by Carrier
order by slot
