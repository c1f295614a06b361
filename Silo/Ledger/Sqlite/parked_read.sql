-- Parked receipts with what it takes to record them, and the message that is known by the provider's id by now.
select p.id, p.at, p.carrier, p.message_id, p.provider_id, p.vendor_status, p.raw, p.status, p.vendor_code, p.failure, p.part, k.message
from parked_receipt p
left join provider_message k on k.carrier = p.carrier and k.provider_id = p.provider_id
where 1 = 1
and (p.at, p.id) > (@at, @after) --when: page
and p.id = @id --when: one
and p.carrier = @carrier and p.provider_id in (select value from json_each(@provider_ids)) --when: provider
order by p.at, p.id
limit @size --when: page
