-- One accepted message with its whole future; many to a transaction.
insert into message (
    ordinal, recipient, sender, body, callback, retries, retry_on, answer, accepted_at, sent_after, final_after, final_status, final_code, announced,
    steps, dialect, reference, done)
values (
    @ordinal, @recipient, @sender, @body, @callback, @retries, @retry_on, @answer, @accepted_at, @sent_after, @final_after, @final_status, @final_code,
    @announced, @steps, @dialect, @reference, @done);
