-- Notes that a person wants no texts of a list.
insert into list_refusal (list, subscriber, at) values (@list, @subscriber, @at) on conflict (list, subscriber) do update set at = excluded.at
