-- Notes starts of a flow that are not noted yet, each of another person: numbered on from the last, and refused where an earlier entry of the person still counts (@within
-- milliseconds; 0: none does). Two writers at once take the same number, and the key lets one of them commit. @rows: a JSON array, times in Unix milliseconds.
with given as materialized (
    select
        g.place, g.subscriber, g.cause, timestamptz 'epoch' + g.at * interval '1 millisecond' as entered_at, g.step,
        timestamptz 'epoch' + g.due * interval '1 millisecond' as due_at
    from json_to_recordset(@rows::json) as g (place integer, subscriber text, cause text, at bigint, step integer, due bigint)
), fresh as materialized (
    select
        g.*, row_number() over (order by g.place) as number,
        exists (
            select from flow_entry e
            where e.flow = @flow and e.subscriber = g.subscriber and e.outcome <> 2
            and @within > 0 and e.entered_at > g.entered_at - @within * interval '1 millisecond'
        ) as refused
    from given g
    where not exists (
        select from flow_entry e
        where e.flow = @flow and e.subscriber = g.subscriber and e.cause = g.cause and e.entered_at = g.entered_at
    )
)
insert into flow_entry (flow, ordinal, subscriber, cause, entered_at, outcome, step, reached_at, due_at)
select
    @flow, coalesce((select max(ordinal) from flow_entry where flow = @flow), -1) + number, subscriber, cause, entered_at, case when refused then 2 else 0 end, step,
    due_at, case when refused then null else due_at end
from fresh
returning subscriber, case when outcome = 2 then 0 else 1 end
