-- What became of accepted messages. The last word counts as told when a callback with it is planned: what nobody was told is silent.
select
    coalesce(final_status, '') as status, coalesce(final_code, '') as code, announced, answer, done,
    count(*) as messages, sum(posts) as posts, sum(acks) as acks
from message
where (@prefix is null or substr(callback, 1, length(@prefix)) = @prefix) and (@part is null or instr(callback, @part) > 0)
group by 1, 2, 3, 4, 5;
