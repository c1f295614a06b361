-- A message's receipts that moved nothing, in order of arrival.
select message, id, at, carrier, provider_id, vendor_status, raw, detail from receipt where message = @message order by at, id
