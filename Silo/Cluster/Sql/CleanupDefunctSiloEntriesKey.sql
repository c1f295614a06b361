-- Forgets silos that were declared dead (6) and were last heard of before a time. Only the dead: a silo that is about to join has an old sign of life too,
-- and whether a silent one lives is for the others to vote on.
delete from cluster_silo
where cluster = @DeploymentId and status = 6 and alive_at < @IAmAliveTime
