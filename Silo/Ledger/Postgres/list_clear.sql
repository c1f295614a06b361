-- Takes everybody off a list that goes, with what was said against it; how many were on it.
with gone as (
    delete from list_member where list = @list returning 1
), forgotten as (
    delete from list_refusal where list = @list
)
select count(*) from gone
