-- Submits that came to nothing, by answer and code.
select answer, code, count(*)
from refusal
where (@prefix is null or substr(callback, 1, length(@prefix)) = @prefix) and (@part is null or instr(callback, @part) > 0)
group by 1, 2;
