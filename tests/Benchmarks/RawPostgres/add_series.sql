-- Adds what the loop itself has counted of its batch: a handful of rows. Ordered, as two writers might otherwise lock them crosswise.
-- $1 metric, $2 slot, $3 slot of the submit, $4 source, $5 sender, $6 country, $7 carrier, $8 segments, $9 how many, $10 the writer's shard
insert into series as s (metric, slot, sent_slot, source, sender, country, carrier, failure, segments, shard, n, value_micros)
select metric, slot, sent_slot, source, sender, country, carrier, 0, segments, $10, n, 0
from unnest($1::smallint[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::smallint[], $9::bigint[])
as c (metric, slot, sent_slot, source, sender, country, carrier, segments, n)
order by 1, 2, 3, 4, 5, 6, 7, 9
on conflict (metric, slot, sent_slot, source, sender, country, carrier, failure, segments, shard)
do update set n = s.n + excluded.n
