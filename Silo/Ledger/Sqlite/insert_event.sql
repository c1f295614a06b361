-- One event. A key that is taken inserts nothing: the caller compares ids.
insert into event (
        born, stream, version, id, metric, at, subscriber, source, message, sender, carrier, country, failure, segments, sent_at,
        provider_id, vendor_code, body, raw, detail, value_micros)
values (
        @born, @stream, @version, @id, @metric, @at, @subscriber, @source, @message, @sender, @carrier, @country, @failure, @segments, @sent_at,
        @provider_id, @vendor_code, @body, @raw, @detail, @value_micros)
on conflict (born, stream, version) do nothing
