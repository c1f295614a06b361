-- Adds the known ones of these people to a list. 1: added now; 0: known; 2: left off, for the person unsubscribed from it and did not ask (@asked 1: did).
delete from list_refusal where @asked = 1 and list = @list and subscriber in (select value from json_each(@people));

insert into list_member (list, subscriber, added_at)
select @list, id, @added_at from subscriber
where id in (select value from json_each(@people)) and id not in (select subscriber from list_refusal where list = @list)
on conflict (list, subscriber) do nothing
returning subscriber, 1;

select id, 0 from subscriber where id in (select value from json_each(@people));

select id, 2 from subscriber
where id in (select value from json_each(@people)) and id in (select subscriber from list_refusal where list = @list);
