-- Newest first, from a place on; without a recipient the table itself is in the right order.
select ordinal, recipient, sender, body, accepted_at, sent_after, final_after, final_status, final_code, callback, answer, announced, done, posts, acks, steps, reference
from message
where ordinal < @before and deleted = 0 and accepted_at >= @since and accepted_at < @until and (@sender is null or sender = @sender)
    and (@prefix is null or substr(callback, 1, length(@prefix)) = @prefix)
order by ordinal desc
limit @size;
