-- A receipt that moved nothing, once.
insert into receipt (message, id, at, carrier, provider_id, vendor_status, raw, detail)
values (@message, @id, @at, @carrier, @provider_id, @vendor_status, @raw, @detail)
on conflict (message, id) do nothing
