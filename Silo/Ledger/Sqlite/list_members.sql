-- Who of these people is on the list. @people: a JSON array.
select subscriber from list_member where list = @list and subscriber in (select value from json_each(@people))
