-- Takes everybody off a list; how many were on it.
delete from list_member where list = @list;
select changes();
