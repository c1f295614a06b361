-- Takes a person out: the row and the memberships. What is noted instead is the id, a keyed hash, the time, and where row and stream ended. A repetition
-- of somebody who is gone already moves the time only. 1: something was there to take out, or nobody had asked before.
select case when exists (select 1 from subscriber where id = @subscriber) or not exists (select 1 from erased where id = @subscriber) then 1 else 0 end;

insert into erased (id, at, revision, stream_version, suppression)
select
    @subscriber, @at, coalesce((select revision from subscriber where id = @subscriber), 0) + 1,
    coalesce((select stream_version from subscriber where id = @subscriber), 0), (select suppression from subscriber where id = @subscriber)
where true
on conflict (id) do update
set at = excluded.at, revision = max(revision, excluded.revision), stream_version = max(stream_version, excluded.stream_version),
    suppression = case when exists (select 1 from subscriber where id = @subscriber) then excluded.suppression else suppression end;

delete from subscriber where id = @subscriber;

delete from list_member where subscriber = @subscriber;

delete from list_refusal where subscriber = @subscriber;
