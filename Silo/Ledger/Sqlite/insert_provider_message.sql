-- Under which id a provider knows a message, once.
insert into provider_message (carrier, provider_id, message, at) values (@carrier, @provider_id, @message, @at)
on conflict (carrier, provider_id) do nothing
