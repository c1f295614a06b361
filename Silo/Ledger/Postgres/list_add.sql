-- Adds the known ones of these people to a list. 1: added now; 0: known; 2: left off, for the person unsubscribed from it and did not ask (@asked 1: did).
with known as materialized (
    select s.id, r.subscriber is not null and @asked = 0 as refused
    from subscriber s
    left join list_refusal r on r.list = @list and r.subscriber = s.id
    where s.id = any (@people)
), lifted as (
    delete from list_refusal where @asked = 1 and list = @list and subscriber = any (@people)
), added as (
    insert into list_member (list, subscriber, added_at)
    select @list, id, @added_at from known where not refused order by id
    on conflict (list, subscriber) do nothing
    returning subscriber
)
select subscriber, 1 from added
union all
select id, 0 from known
union all
select id, 2 from known where refused
