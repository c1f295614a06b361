-- Only what has not been sent can be canceled; the plan then ends with that word.
update message
set canceled_at = @at, final_after = @at - accepted_at, final_status = 'canceled', final_code = null, announced = 0, sent_after = null, done = 1
where ordinal = @ordinal and canceled_at is null and deleted = 0 and (sent_after is null or accepted_at + sent_after > @at);
