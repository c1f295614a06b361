-- One silo with the version of the membership; an unknown silo's columns are null.
select
    v.cluster as DeploymentId, s.address as Address, s.port as Port, s.generation as Generation, s.name as SiloName, s.host as HostName, s.status as Status,
    s.gateway_port as ProxyPort, s.suspicions as SuspectTimes, s.started_at as StartTime, s.alive_at as IAmAliveTime, v.version as Version
from cluster_view v
left join cluster_silo s on s.cluster = v.cluster and s.address = @Address and s.port = @Port and s.generation = @Generation
where v.cluster = @DeploymentId
