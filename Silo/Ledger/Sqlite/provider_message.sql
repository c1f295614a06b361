-- Which messages a provider means by its ids.
select provider_id, message from provider_message where carrier = @carrier and provider_id in (select value from json_each(@provider_ids))
