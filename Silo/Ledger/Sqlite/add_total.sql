-- Adds what this transaction inserted; gives back the new absolute total.
insert into source_total (source, metric, shard, n) values (@source, @metric, @shard, @n)
on conflict (source, metric, shard) do update set n = n + excluded.n
returning n
