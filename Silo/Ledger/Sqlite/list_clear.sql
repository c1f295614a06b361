-- Takes everybody off a list that goes, with what was said against it; how many were on it.
delete from list_refusal where list = @list;
delete from list_member where list = @list;
select changes();
