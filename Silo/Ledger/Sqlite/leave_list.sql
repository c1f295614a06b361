-- Takes a person off a list.
delete from list_member where list = @list and subscriber = @subscriber
