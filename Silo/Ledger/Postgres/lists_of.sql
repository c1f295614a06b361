-- The lists a person is on: ULIDs, so the oldest list comes first. Answered from the index over people.
select list from list_member where subscriber = @subscriber order by list
