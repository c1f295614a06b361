-- Puts a set on a list, in order of id; who was new to it. $1 list, $2 people, $3 time
insert into list_member (list, subscriber, added_at)
select $1, subscriber, $3 from unnest($2::text[]) as p (subscriber)
on conflict (list, subscriber) do nothing
returning subscriber
