-- All streams that were asked for together, in one statement. @keys: a JSON array of [born, stream].
select
        e.born, e.stream, e.version, e.id, e.metric, e.at, e.subscriber, e.source, e.message, e.sender, e.carrier, e.country, e.failure, e.segments,
        e.sent_at, e.provider_id, e.vendor_code, e.body, e.raw, e.detail, e.value_micros
from json_each(@keys) k
cross join event e on e.born = k.value ->> 0 and e.stream = k.value ->> 1
order by e.stream, e.version
