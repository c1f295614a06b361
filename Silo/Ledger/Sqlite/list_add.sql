-- Adds the known ones of these people to a list. 1: added now; 0: known.
insert into list_member (list, subscriber, added_at)
select @list, id, @added_at from subscriber where id in (select value from json_each(@people))
on conflict (list, subscriber) do nothing
returning subscriber, 1;

select id, 0 from subscriber where id in (select value from json_each(@people));
