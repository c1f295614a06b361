-- A receipt for a message nobody knows, once.
insert into parked_receipt (id, at, carrier, message_id, provider_id, vendor_status, raw)
values (@id, @at, @carrier, @message_id, @provider_id, @vendor_status, @raw)
on conflict (id) do nothing
