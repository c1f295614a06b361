-- Fixes a campaign's audience, once: included minus excluded, one row per person. Ordered by id, which is a keyed hash: a random order that the
-- members' index already has. Twice nothing: a campaign that has its audience keeps it and gets no row back. One transaction around it.
-- There is one silo, and it has all partitions: nobody needs an ordinal of their own.
insert into campaign_recipient (campaign, ordinal, subscriber)
select @campaign, row_number() over (order by m.subscriber) - 1, m.subscriber
from (select distinct subscriber from list_member where list in (select value from json_each(@included))) m
where not exists (select 1 from campaign_audience where campaign = @campaign)
and not exists (select 1 from list_member x where x.subscriber = m.subscriber and x.list in (select value from json_each(@excluded)));

insert into campaign_audience (campaign, size, taken_at)
select @campaign, (select count(*) from campaign_recipient where campaign = @campaign), @taken_at where true
on conflict (campaign) do nothing
returning size;
