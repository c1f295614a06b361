-- A silo says that it lives. No new version: nobody has to read the membership again for that.
update cluster_silo
set alive_at = @IAmAliveTime
where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation
