-- Takes a person out: the row and the memberships. What is noted instead is the id, a keyed hash, the time, and where row and stream ended. A repetition
-- of somebody who is gone already moves the time only. 1: something was there to take out, or nobody had asked before.
with earlier as materialized (
    select 1 from erased where id = @subscriber
), gone as (
    delete from subscriber where id = @subscriber returning revision, stream_version, suppression
), left_lists as (
    delete from list_member where subscriber = @subscriber
), left_refusals as (
    delete from list_refusal where subscriber = @subscriber
), noted as (
    insert into erased as e (id, at, revision, stream_version, suppression)
    select
        @subscriber, @at, coalesce((select revision from gone), 0) + 1, coalesce((select stream_version from gone), 0), (select suppression from gone)
    on conflict (id) do update
    set at = excluded.at, revision = greatest(e.revision, excluded.revision), stream_version = greatest(e.stream_version, excluded.stream_version),
        suppression = case when exists (select from gone) then excluded.suppression else e.suppression end
)
select case when exists (select from gone) or not exists (select from earlier) then 1 else 0 end
