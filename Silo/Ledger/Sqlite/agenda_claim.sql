-- Leases what is due. There is one writer: nobody claims at the same time.
update agenda
set lease_until = @lease_until
where ticket in (
    select ticket from agenda
    where due_at <= @now and (lease_until is null or lease_until <= @now)
    order by due_at
    limit @count
)
returning kind, key, due_at, ticket
