-- Takes the words out of the submits of people erased since then of which nothing may be known but the intent: held back by their provider, or cut off by a crash. No index by
-- person has them, for every message would pay for it: the submits that are young enough to be still owed an answer (@since, an id) are looked through, once for all.
update event e
set body = null
where e.metric = 1 and e.id >= @since and e.body is not null
and exists (select 1 from erased g where g.id = e.subscriber and g.at >= @erased_since and e.at <= g.at)
