-- All streams that were asked for together, in one round trip.
select
        e.born, e.stream, e.version, e.id, e.metric, e.at, e.subscriber, e.source, e.message, e.sender, e.carrier, e.country, e.failure, e.segments,
        e.sent_at, e.provider_id, e.vendor_code, e.body, e.raw, e.detail, e.value_micros
from unnest($1::integer[], $2::text[]) as k (born, stream)
join event e on e.born = k.born and e.stream = k.stream
order by e.stream, e.version
