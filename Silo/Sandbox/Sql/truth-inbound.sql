-- Texts sent and acknowledged; of the messages to the people who sent them, how many were accepted before the acknowledgement and how many after it.
select
    (select count(*) from inbound),
    (select count(*) from inbound where status between 200 and 299),
    coalesce(sum(m.accepted_at <= i.answered_at), 0), coalesce(sum(m.accepted_at > i.answered_at), 0)
from inbound i
join message m on m.recipient = i.sender
where i.status between 200 and 299 and (@part is null or instr(m.callback, @part) > 0);
