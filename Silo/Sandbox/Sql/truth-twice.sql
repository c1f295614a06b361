-- One callback URL is one message of the sender's: accepted twice is a person texted twice.
select callback, count(*)
from message
where callback is not null
    and (@prefix is null or substr(callback, 1, length(@prefix)) = @prefix) and (@part is null or instr(callback, @part) > 0)
group by callback
having count(*) > 1
order by callback;
