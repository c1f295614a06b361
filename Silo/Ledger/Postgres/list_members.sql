-- Who of these people is on the list.
select subscriber from list_member where list = @list and subscriber = any (@people)
