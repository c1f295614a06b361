-- Twin of PostgreSQL's: notes starts of a flow that are not noted yet, each of another person, numbered on from the last, and refused where an earlier entry of the
-- person still counts (@within milliseconds; 0: none does). There is one writer: nobody takes the same number.
insert into flow_entry (flow, ordinal, subscriber, cause, entered_at, outcome, step, reached_at, due_at)
select
    @flow, coalesce((select max(ordinal) from flow_entry where flow = @flow), -1) + row_number() over (order by place), subscriber, cause, entered_at,
    case when refused then 2 else 0 end, step, due_at, case when refused then null else due_at end
from (
    select
        g.*, exists (
            select 1 from flow_entry e
            where e.flow = @flow and e.subscriber = g.subscriber and e.outcome <> 2 and @within > 0 and e.entered_at > g.entered_at - @within
        ) as refused
    from (
        select
            value ->> 'place' as place, value ->> 'subscriber' as subscriber, value ->> 'cause' as cause, value ->> 'at' as entered_at, value ->> 'step' as step,
            value ->> 'due' as due_at
        from json_each(@rows)
    ) g
    where not exists (
        select 1 from flow_entry e
        where e.flow = @flow and e.subscriber = g.subscriber and e.cause = g.cause and e.entered_at = g.entered_at
    )
)
returning subscriber, case when outcome = 2 then 0 else 1 end
