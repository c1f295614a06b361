-- Puts a person on a list, once.
insert into list_member (list, subscriber, added_at) values (@list, @subscriber, @added_at) on conflict (list, subscriber) do nothing
