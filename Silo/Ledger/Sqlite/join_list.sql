-- Puts a person on a list, once. @historical: 1 for a historical import, else null.
insert into list_member (list, subscriber, added_at, historical) values (@list, @subscriber, @added_at, @historical) on conflict (list, subscriber) do nothing
