-- A person's messages and what was decided about each, newest first: taken by the provider (1), skipped (2), put off (3), refused (4), without an answer (5). A
-- message that was put off and then sent stands in both places.
select id, at, verdict, source, message, detail, reason, until, due_at
from (
    select
        e.id, e.at, case e.metric when 2 then 1 when 10 then 2 else 4 end as verdict, e.source, e.message, e.detail, null::smallint as reason, null::timestamptz as until,
        null::timestamptz as due_at
    from event e
    where e.subscriber = @subscriber and e.metric in (2, 10, 19) and e.metric not in (1, 3, 18) and e.source is not null and e.message is not null
    and e.source = @source --when: campaign
    and e.id < @after --when: after
    union all
    select e.id, e.at, 5, e.source, e.message, e.detail, null, null, null
    from event e
    where e.subscriber = @subscriber and e.metric = 18 and e.source is not null and e.message is not null
    and not exists (select 1 from event o where o.born = e.born and o.stream = e.stream and o.metric in (2, 19))
    and e.source = @source --when: campaign
    and e.id < @after --when: after
    union all
    select d.id, d.deferred_at, 3, 'campaign/' || d.campaign, d.message, d.detail, d.reason, d.until, d.due_at
    from campaign_deferral d
    where d.subscriber = @subscriber
    and d.campaign = @campaign --when: campaign
    and d.id < @after --when: after
    union all
    select f.deferral, f.deferred_at, 3, 'flow/' || f.flow, f.message, f.detail, f.reason, f.until, case when f.due_at = f.until then f.due_at end
    from flow_entry f
    where f.subscriber = @subscriber and f.deferral is not null
    and 'flow/' || f.flow = @source --when: campaign
    and f.deferral < @after --when: after
) decided
order by id desc
limit @size
