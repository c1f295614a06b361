-- Takes the words out of the submits of people erased since then of which nothing may be known but the intent: held back by their provider, or cut off by a crash. No index by
-- person has them, for every message would pay for it: the submits that are young enough to be still owed an answer (@since, an id) are looked through, once for all.
update event
set body = null
where metric = 1 and id >= @since and body is not null
and exists (select 1 from erased g where g.id = event.subscriber and g.at >= @erased_since and event.at <= g.at)
