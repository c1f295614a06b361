-- Twin of PostgreSQL's: a wave is through, and whoever was due when it began is settled, unless put off again. One transaction around it.
update campaign_deferral set due_at = null
where campaign = @campaign and ordinal >= @first and ordinal < @after_last and due_at <= @began
and ordinal not in (select value ->> 'ordinal' from json_each(@rows));

insert into campaign_deferral (campaign, ordinal, id, message, subscriber, reason, detail, deferred_at, until, due_at, times)
select
    @campaign, value ->> 'ordinal', unhex(value ->> 'id'), value ->> 'message', value ->> 'subscriber', value ->> 'reason', value ->> 'detail', value ->> 'at',
    value ->> 'until', value ->> 'until', 1
from json_each(@rows)
where true
on conflict (campaign, ordinal) do update
set id = excluded.id, reason = excluded.reason, detail = excluded.detail, deferred_at = excluded.deferred_at, until = excluded.until, due_at = excluded.due_at,
    times = times + 1
