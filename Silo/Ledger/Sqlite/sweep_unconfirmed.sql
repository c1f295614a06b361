-- A page of all events in order of time, of which those messages remain that are owed an answer: no row per message is kept for that, and no index but the one
-- by id. A submit (1, 22) owes one until anything else is heard; a relayed message (2) until it is received, failed or, for the sweep, unconfirmed.
-- First row: the last event examined.
with slice as materialized (
    select id, born, stream, metric, at, subscriber, carrier, provider_id
    from event
    where id > @after and id < @until
    order by id
    limit @examine
)
select (select id from slice order by id desc limit 1), null, null, null, null, null, null
union all
select s.id, s.stream, s.metric, s.at, s.subscriber, s.provider_id, p.phone
from slice s
left join subscriber p on p.id = s.subscriber and s.metric <> 2
where s.carrier = @carrier
and (
    s.metric = 2
    and not exists (select 1 from event e where e.born = s.born and e.stream = s.stream and e.metric in (4, 5, 6, 16, 17)) --when: unconfirmed
    and not exists (select 1 from event e where e.born = s.born and e.stream = s.stream and e.metric in (4, 5, 16, 17)) --when: undelivered
    or s.metric in (1, 22) and not exists (select 1 from event e where e.born = s.born and e.stream = s.stream and e.metric not in (1, 18, 22)) --when: submits
)
