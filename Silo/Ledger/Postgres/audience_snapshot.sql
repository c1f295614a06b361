-- Fixes a campaign's audience, once: included minus excluded, one row per person. Ordered by id, which is a keyed hash: a random order that the
-- members' index already has. The row in campaign_audience is what makes a second call harmless; it returns nothing then.
with chosen as materialized (
    select m.subscriber, ascii(m.subscriber) as letter, (row_number() over (order by m.subscriber))::int - 1 as number
    from (select distinct subscriber from list_member where list = any (@included)) m
    where not exists (select from campaign_audience where campaign = @campaign)
    and not exists (select from list_member x where x.subscriber = m.subscriber and x.list = any (@excluded))
--include: audience_places.sql
