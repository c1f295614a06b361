-- Takes people off a list; how many were on it.
delete from list_member where list = @list and subscriber in (select value from json_each(@people));
select changes();
