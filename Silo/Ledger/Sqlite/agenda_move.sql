-- The work is to be done again later. Replaced rather than updated: a new ticket, so that of two workers with the same lease only one moves it.
insert or replace into agenda (kind, key, due_at, lease_until)
select kind, key, @due_at, null from agenda where kind = @kind and key = @key and ticket = @ticket
