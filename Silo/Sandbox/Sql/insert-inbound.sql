-- A text a person is about to send.
insert into inbound (sid, sender, recipient, body, at) values (@sid, @sender, @recipient, @body, @at)
on conflict (sid) do nothing;
