-- Where clients may connect: the silos of that status (active) that have a port for them.
select address as Address, gateway_port as ProxyPort, generation as Generation
from cluster_silo
where cluster = @DeploymentId and status = @Status and gateway_port > 0
