-- What a wave still has to do: its recipients with the revision of their rows, without those whose message got beyond its submit, and without those put off
-- to a later time. A message's stream is named after the campaign, the month and the ordinal.
select r.ordinal, r.subscriber, coalesce(s.revision, 0)
from campaign_recipient r
left join subscriber s on s.id = r.subscriber
where r.campaign = @campaign and r.ordinal >= @first and r.ordinal < @after_last
and not exists (select 1 from event e where e.born = @born and e.stream = @prefix || r.ordinal and e.metric not in (1, 18))
and not exists (select 1 from campaign_deferral d where d.campaign = r.campaign and d.ordinal = r.ordinal and d.due_at > @now)
order by r.ordinal
