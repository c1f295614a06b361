-- Forgets a whole cluster. Two statements: the view may go only after the silos that refer to it.
delete from cluster_silo where cluster = @DeploymentId;
delete from cluster_view where cluster = @DeploymentId
