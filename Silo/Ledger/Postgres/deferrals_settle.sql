-- A wave is through. Whoever of its people was due when it began has been offered the message now: settled, unless put off again. @rows: a JSON array, times in
-- Unix milliseconds. The two parts touch different rows.
with given as materialized (
    select * from json_to_recordset(@rows::json)
    as g (ordinal integer, id uuid, message text, subscriber text, reason smallint, detail text, at bigint, until bigint)
), settled as (
    update campaign_deferral d set due_at = null
    where d.campaign = @campaign and d.ordinal >= @first and d.ordinal < @after_last and d.due_at <= @began
    and not exists (select from given g where g.ordinal = d.ordinal)
)
insert into campaign_deferral as d (campaign, ordinal, id, message, subscriber, reason, detail, deferred_at, until, due_at, times)
select
    @campaign, ordinal, id, message, subscriber, reason, detail, timestamptz 'epoch' + at * interval '1 millisecond',
    timestamptz 'epoch' + until * interval '1 millisecond', timestamptz 'epoch' + until * interval '1 millisecond', 1
from given
order by ordinal
on conflict (campaign, ordinal) do update
set id = excluded.id, reason = excluded.reason, detail = excluded.detail, deferred_at = excluded.deferred_at, until = excluded.until, due_at = excluded.due_at,
    times = d.times + 1
