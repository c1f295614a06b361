-- Which message a provider means by its id.
select message from provider_message where carrier = @carrier and provider_id = @provider_id
