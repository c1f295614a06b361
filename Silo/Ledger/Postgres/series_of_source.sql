-- A source's events counted from the series.
select metric, cast(sum(n) as bigint) from series where source = @source group by metric
