-- Twin of PostgreSQL's: moves people on who are at the step they are moved from; no step left is the end.
update flow_entry
set step = m.step, reached_at = m.reached, due_at = m.due, outcome = case when m.due is null then 1 else 0 end,
    deferral = coalesce(m.deferral, flow_entry.deferral), message = coalesce(m.message, flow_entry.message), reason = coalesce(m.reason, flow_entry.reason),
    detail = case when m.deferral is null then flow_entry.detail else m.detail end, deferred_at = coalesce(m.at, flow_entry.deferred_at),
    until = case when m.deferral is null then flow_entry.until else m.due end
from (
    select
        value ->> 'entry' as entry, value ->> 'from' as "from", value ->> 'step' as step, value ->> 'reached' as reached, value ->> 'due' as due,
        unhex(value ->> 'deferral') as deferral, value ->> 'message' as message, value ->> 'reason' as reason, value ->> 'detail' as detail, value ->> 'at' as at
    from json_each(@rows)
) m
where flow_entry.flow = @flow and flow_entry.ordinal = m.entry and flow_entry.step = m."from" and flow_entry.outcome = 0
