-- A silo's status or the suspicions against it change, if nobody changed the membership since it was read; see InsertMembershipKey. False: read again.
with turned as (
    update cluster_view v
    set version = v.version + 1, changed_at = now()
    where v.cluster = @DeploymentId and v.version = @Version
        and exists (
            select from cluster_silo s
            where s.cluster = @DeploymentId and s.address = @Address and s.port = @Port and s.generation = @Generation)
    returning 1
),
changed as (
    update cluster_silo s
    set status = @Status, suspicions = cast(@SuspectTimes as text), alive_at = @IAmAliveTime
    from turned
    where s.cluster = @DeploymentId and s.address = @Address and s.port = @Port and s.generation = @Generation
    returning 1
)
select exists (select from changed)
