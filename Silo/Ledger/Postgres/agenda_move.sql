-- The work is to be done again later. A new ticket: of two workers with the same lease only one moves it.
update agenda set due_at = @due_at, lease_until = null, ticket = nextval('agenda_ticket')
where kind = @kind and key = @key and ticket = @ticket
