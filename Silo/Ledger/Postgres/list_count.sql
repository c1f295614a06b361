-- How many people are on a list: an index-only count.
select count(*) from list_member where list = @list
