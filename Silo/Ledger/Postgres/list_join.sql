-- Puts a set on a list, in order of id. 1: new to it; 2: left off, for the person unsubscribed from it and has agreed to nothing since.
-- $1 list, $2 people, $3 time, $4 when each agreed (null: nothing was said), $5 a historical import
with given as materialized (
    select p.subscriber, coalesce(r.at >= coalesce(p.agreed, '-infinity'), false) as refused
    from unnest($2::text[], $4::timestamptz[]) as p (subscriber, agreed)
    left join list_refusal r on r.list = $1 and r.subscriber = p.subscriber
), lifted as (
    delete from list_refusal r using given g where r.list = $1 and r.subscriber = g.subscriber and not g.refused
), added as (
    insert into list_member (list, subscriber, added_at, historical)
    select $1, subscriber, $3, nullif($5, false) from given where not refused order by subscriber
    on conflict (list, subscriber) do nothing
    returning subscriber
)
select subscriber, 1 from added
union all
select subscriber, 2 from given where refused
