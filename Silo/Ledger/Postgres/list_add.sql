-- Adds the known ones of these people to a list. 1: added now; 0: known.
with known as materialized (
    select id from subscriber where id = any (@people)
), added as (
    insert into list_member (list, subscriber, added_at)
    select @list, id, @added_at from known order by id
    on conflict (list, subscriber) do nothing
    returning subscriber
)
select subscriber, 1 from added
union all
select id, 0 from known
