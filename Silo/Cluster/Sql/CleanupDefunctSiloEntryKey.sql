-- Forgets one dead silo (6), if its row is still as it was read.
delete from cluster_silo
where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation
    and status = 6 and started_at = @StartTime and alive_at = @IAmAliveTime and suspicions is not distinct from cast(@SuspectTimes as text)
