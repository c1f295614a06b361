-- Whether a person has said no to a list.
select 1 from list_refusal where list = @list and subscriber = @subscriber
