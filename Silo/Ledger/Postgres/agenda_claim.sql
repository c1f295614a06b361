-- Leases what is due. Skipping locked rows lets several silos claim at once without waiting and without claiming the same item.
update agenda a
set lease_until = @lease_until
from (
    select kind, key from agenda
    where due_at <= @now and (lease_until is null or lease_until <= @now)
    order by due_at
    limit @count
    for update skip locked
) due
where a.kind = due.kind and a.key = due.key
returning a.kind, a.key, a.due_at, a.ticket
