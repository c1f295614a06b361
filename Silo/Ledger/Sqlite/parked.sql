-- Receipts without a message, newest first.
select id, at, carrier, message_id, provider_id, vendor_status, raw
from parked_receipt
where (at, id) < (@at, @after) --when: after
order by at desc, id desc
limit @size
