-- Takes people off a list; how many were on it.
with gone as (
    delete from list_member where list = @list and subscriber = any (@people) returning 1
)
select count(*) from gone
