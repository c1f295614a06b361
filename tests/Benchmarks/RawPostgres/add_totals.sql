-- The totals of the same batch. $1 source, $2 metric, $3 how many, $4 the writer's shard
insert into source_total as t (source, metric, shard, n)
select source, metric, $4, sum(n) from unnest($1::text[], $2::smallint[], $3::bigint[]) as c (source, metric, n)
group by source, metric
order by source, metric
on conflict (source, metric, shard) do update set n = t.n + excluded.n
