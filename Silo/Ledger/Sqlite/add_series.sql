-- Adds what this transaction inserted to its cell of the series.
insert into series (metric, slot, sent_slot, source, sender, country, carrier, failure, segments, shard, n, value_micros)
values (@metric, @slot, @sent_slot, @source, @sender, @country, @carrier, @failure, @segments, @shard, @n, @value_micros)
on conflict (metric, slot, sent_slot, source, sender, country, carrier, failure, segments, shard)
do update set n = n + excluded.n, value_micros = value_micros + excluded.value_micros
