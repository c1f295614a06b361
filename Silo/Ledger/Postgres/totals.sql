-- The G-counter cells of a source, as stored.
select metric, shard, n from source_total where source = @source order by metric, shard
