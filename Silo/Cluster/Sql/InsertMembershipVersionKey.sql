-- A cluster's first breath, once: every silo that starts tries it, and false says that another was first.
with born as (
    insert into cluster_view (cluster, version, changed_at) values (@DeploymentId, 0, now())
    on conflict (cluster) do nothing
    returning 1
)
select exists (select from born)
