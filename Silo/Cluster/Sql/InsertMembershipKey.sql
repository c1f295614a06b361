-- A silo enters, if nobody changed the membership since it was read: the version's row is turned first, and whoever waits for its lock finds another version
-- there and gets false. One statement, so that a silo is never in without a new version.
with turned as (
    update cluster_view v
    set version = v.version + 1, changed_at = now()
    where v.cluster = @DeploymentId and v.version = @Version
        and not exists (
            select from cluster_silo s
            where s.cluster = @DeploymentId and s.address = @Address and s.port = @Port and s.generation = @Generation)
    returning 1
),
entered as (
    insert into cluster_silo (cluster, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
    select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    from turned
    returning 1
)
select exists (select from entered)
