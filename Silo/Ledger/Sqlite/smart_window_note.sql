-- The windows that hold from now on, if they differ from those that did. Several silos may note at once: the first of an instant stays.
insert into smart_window (since, campaign, flow)
select @since, @campaign, @flow
where not exists (
    select 1 from smart_window w
    where w.since = (select max(since) from smart_window) and w.campaign = @campaign and w.flow = @flow
)
on conflict (since) do nothing
