-- Under which ids the provider took our messages to a person: a look-up must not take one of them for another. By the index on people's events.
select provider_id from event
where subscriber = @subscriber and metric = 2 and metric not in (1, 3, 18) and id >= @since and provider_id is not null
