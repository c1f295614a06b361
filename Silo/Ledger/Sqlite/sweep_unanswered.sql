-- A page of the submits known to have had no answer (18), or made again (22), by their own small index; the message is left out once anything else was heard
-- of it. First row: the last event examined.
with slice as materialized (
    select id, born, stream, metric, at, subscriber, carrier
    from event
    where metric in (18, 22) and id > @after and id < @until
    order by id
    limit @examine
)
select (select id from slice order by id desc limit 1), null, null, null, null, null, null
union all
select s.id, s.stream, s.metric, s.at, s.subscriber, null, p.phone
from slice s
left join subscriber p on p.id = s.subscriber
where s.carrier = @carrier
and not exists (select 1 from event e where e.born = s.born and e.stream = s.stream and e.metric not in (1, 18, 22))
