-- A receipt that moved nothing, once.
insert into receipt (message, id, at, carrier, provider_id, vendor_status, raw)
values (@message, @id, @at, @carrier, @provider_id, @vendor_status, @raw)
on conflict (message, id) do nothing
