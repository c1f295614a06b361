-- A newer yes of the person ends the no to a list.
delete from list_refusal where list = @list and subscriber = @subscriber and at < @agreed
