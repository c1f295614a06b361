-- By the number in its id.
select ordinal, recipient, sender, body, accepted_at, sent_after, final_after, final_status, final_code, callback, answer, announced, done, posts, acks, steps, reference
from message
where ordinal = @ordinal and deleted = 0;
