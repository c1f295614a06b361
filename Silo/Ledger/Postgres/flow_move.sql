-- Moves people on who are at the step they are moved from; no step left is the end. @rows: a JSON array, times in Unix milliseconds.
update flow_entry e
set step = m.step, reached_at = timestamptz 'epoch' + m.reached * interval '1 millisecond', due_at = timestamptz 'epoch' + m.due * interval '1 millisecond',
    outcome = case when m.due is null then 1 else 0 end,
    deferral = coalesce(m.deferral, e.deferral), message = coalesce(m.message, e.message), reason = coalesce(m.reason, e.reason),
    detail = case when m.deferral is null then e.detail else m.detail end,
    deferred_at = coalesce(timestamptz 'epoch' + m.at * interval '1 millisecond', e.deferred_at),
    until = case when m.deferral is null then e.until else timestamptz 'epoch' + m.due * interval '1 millisecond' end
from json_to_recordset(@rows::json)
as m (entry integer, "from" integer, step integer, reached bigint, due bigint, deferral uuid, message text, reason smallint, detail text, at bigint)
where e.flow = @flow and e.ordinal = m.entry and e.step = m."from" and e.outcome = 0
