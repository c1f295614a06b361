-- A receipt for a message nobody knows, once.
insert into parked_receipt (id, at, carrier, message_id, provider_id, vendor_status, raw, status, vendor_code, failure, part)
values (@id, @at, @carrier, @message_id, @provider_id, @vendor_status, @raw, @status, @vendor_code, @failure, @part)
on conflict (id) do nothing
