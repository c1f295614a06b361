-- One item per (kind, key): scheduling again moves it, ends a lease, and draws a new ticket.
insert into agenda as a (kind, key, due_at, lease_until, ticket)
values (@kind, @key, @due_at, null, nextval('agenda_ticket'))
on conflict (kind, key) do update set due_at = excluded.due_at, lease_until = null, ticket = excluded.ticket
