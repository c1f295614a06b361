-- One item per (kind, key): scheduling again replaces it, which ends a lease and draws a new ticket.
insert or replace into agenda (kind, key, due_at, lease_until) values (@kind, @key, @due_at, null)
