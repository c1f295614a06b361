-- A person's messages whose submit had no answer (18), by their index, and all submitted lately (1): some of these wait for theirs. No index by person has them, so the
-- submits that are young enough for that (@since, an id) are looked through.
select stream from event where subscriber = @subscriber and metric = 18
union
select stream from event where metric = 1 and id >= @since and subscriber = @subscriber
