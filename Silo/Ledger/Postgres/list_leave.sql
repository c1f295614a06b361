-- Takes people off a list because they said so, in order of id, and notes it. $1 list, $2 people, $3 time
with gone as (
    delete from list_member where list = $1 and subscriber = any ($2::text[])
)
insert into list_refusal (list, subscriber, at)
select $1, subscriber, $3 from unnest($2::text[]) as p (subscriber)
on conflict (list, subscriber) do update set at = excluded.at
