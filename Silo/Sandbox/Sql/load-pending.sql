-- Messages whose callbacks a stop of the process cut off.
select ordinal, recipient, sender, callback, retries, retry_on, accepted_at, sent_after, final_after, final_status, final_code, steps, dialect, reference
from message
where done = 0
order by ordinal;
