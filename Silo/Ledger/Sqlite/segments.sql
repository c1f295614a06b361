-- The parts that segments are composed of, twin of PostgreSQL's (see there).
-- Metric 123 is a suppression that was lifted.

-- name: count
select count(*)
from subscriber s
{joins}
where {condition}

-- name: page
select
    s.id, s.phone, s.country, s.email, s.external_id, s.attributes, s.consent, s.consent_at, s.consent_method, s.suppression, s.created, s.updated,
    s.revision, s.stream_version, s.flagged_at, s.texted_at, s.texted_to, s.transactional, s.transactional_at, s.transactional_method, s.transactional_detail, s.transactional_recorded,
    s.consent_detail, s.consent_recorded
from subscriber s
{joins}
where s.id > @after and {condition}
order by s.id
limit @size

-- name: or_segment
union
select s.id
from subscriber s
{joins}
where {condition}

-- name: snapshot
insert into campaign_recipient (campaign, ordinal, subscriber)
select @campaign, row_number() over (order by m.subscriber) - 1, m.subscriber
from (
    select subscriber from (
        select subscriber from list_member where list in (select value from json_each(@included))
        {included}
    ) i
    except
    select subscriber from (
        select subscriber from list_member where list in (select value from json_each(@excluded))
        {excluded}
    ) x
) m
where not exists (select 1 from campaign_audience where campaign = @campaign);

insert into campaign_audience (campaign, size, taken_at)
select @campaign, (select count(*) from campaign_recipient where campaign = @campaign), @taken_at where true
on conflict (campaign) do nothing
returning size;

-- name: estimate
select s.consent, case when s.suppression is not null then 1 when s.flagged_at is not null then 2 else 0 end, s.country, count(*)
from (
    select subscriber from (
        select subscriber from list_member where list in (select value from json_each(@included))
        {included}
    ) i
    except
    select subscriber from (
        select subscriber from list_member where list in (select value from json_each(@excluded))
        {excluded}
    ) x
) m
left join subscriber s on s.id = m.subscriber
group by 1, 2, 3

-- name: estimate_transactional
select case when s.id is null then null else coalesce(s.transactional, 0) end, case when s.suppression is null then 0 else 1 end, s.country, count(*)
from (
    select subscriber from (
        select subscriber from list_member where list in (select value from json_each(@included))
        {included}
    ) i
    except
    select subscriber from (
        select subscriber from list_member where list in (select value from json_each(@excluded))
        {excluded}
    ) x
) m
left join subscriber s on s.id = m.subscriber
group by 1, 2, 3

-- name: field_email
s.email

-- name: field_phone_number
s.phone

-- name: field_external_id
s.external_id

-- name: field_country
s.country

-- name: field_created
s.created

-- name: field_updated
s.updated

-- name: field_consent_at
s.consent_at

-- name: field_consent_method
s.consent_method

-- name: json
(case json_type(s.attributes, @path{n}) when 'true' then 'true' when 'false' then 'false' else cast(s.attributes ->> @path{n} as text) end)

-- name: json_node
(s.attributes -> @path{n})

-- name: may_hold
-- To look through a document first saves nothing here: its parser is as quick.
@patterns{n} is not null

-- name: text_in
coalesce({value} in (select value from json_each(@texts{n})), false)

-- name: text_contains
coalesce(instr({value}, @text{n}) > 0, false)

-- name: text_starts
coalesce(substr({value}, 1, length(@text{n})) = @text{n}, false)

-- name: text_ends
coalesce(substr({value}, -length(@text{n})) = @text{n}, false)

-- name: number_equals
coalesce((case when json_type(s.attributes, @path{n}) in ('integer', 'real') then s.attributes ->> @path{n} end) = @number{n}, false)

-- name: number_greater
coalesce((case when json_type(s.attributes, @path{n}) in ('integer', 'real') then s.attributes ->> @path{n} end) > @number{n}, false)

-- name: number_greater_or_equal
coalesce((case when json_type(s.attributes, @path{n}) in ('integer', 'real') then s.attributes ->> @path{n} end) >= @number{n}, false)

-- name: number_less
coalesce((case when json_type(s.attributes, @path{n}) in ('integer', 'real') then s.attributes ->> @path{n} end) < @number{n}, false)

-- name: number_less_or_equal
coalesce((case when json_type(s.attributes, @path{n}) in ('integer', 'real') then s.attributes ->> @path{n} end) <= @number{n}, false)

-- name: is_true
coalesce(json_type(s.attributes, @path{n}) = 'true', false)

-- name: is_false
coalesce(json_type(s.attributes, @path{n}) = 'false', false)

-- name: is_set
({value} is not null)

-- name: list_contains
exists (
    select 1 from json_each(case when json_type(s.attributes, @path{n}) = 'array' then {node} else '[]' end) item
    where case item.type when 'true' then 'true' when 'false' then 'false' else cast(item.value as text) end in (select value from json_each(@texts{n})))

-- name: time_within
coalesce({value} >= @from{n} and {value} < @to{n}, false)

-- name: text_within
coalesce({value} >= @from{n} and {value} < @to{n} and {value} like '____-__-__%', false)

-- name: consent_is
s.consent = @consent{n}

-- name: not_suppressed
s.suppression is null

-- name: is_member
exists (
select 1 from list_member l where l.list = @list{n} and l.subscriber = {person}
and l.added_at >= @from{n} and l.added_at < @to{n} --when: window
)

-- name: is_member_of_any
exists (
select 1 from list_member l where l.list in (select value from json_each(@lists{n})) and l.subscriber = {person}
and l.added_at >= @from{n} and l.added_at < @to{n} --when: window
)

-- name: some_counted
({person} in (select e.subscriber from event e where e.metric not in (1, 3, 18) and {any}))

-- name: either
({others} or {counted})

-- name: either_person
s.id

-- name: counted
e.metric = @metric{n} and e.id >= @from{n} and e.id < @to{n}
and e.failure in (select cast(value as integer) from json_each(@failures{n})) --when: failures
and e.source in (select value from json_each(@sources{n})) --when: sources
and not exists (select 1 from event x where x.subscriber = e.subscriber and x.metric = 123 and x.metric not in (1, 3, 18) and x.at >= e.at) --when: since_lifted

-- name: on_list
l{n}.subscriber is not null

-- name: join_list
left join list_member l{n} on l{n}.list = @list{n} and l{n}.subscriber = s.id
and l{n}.added_at >= @from{n} and l{n}.added_at < @to{n} --when: window

-- name: join_lists
left join (
    select distinct subscriber from list_member
    where list in (select value from json_each(@lists{n}))
    and added_at >= @from{n} and added_at < @to{n} --when: window
) l{n} on l{n}.subscriber = s.id

-- name: join_counts
left join (
    select e.subscriber, count(*) as n from event e
    where e.metric = @metric{n} and e.metric not in (1, 3, 18) and e.id >= @from{n} and e.id < @to{n}
    and e.failure in (select cast(value as integer) from json_each(@failures{n})) --when: failures
    and e.source in (select value from json_each(@sources{n})) --when: sources
    and not exists (select 1 from event x where x.subscriber = e.subscriber and x.metric = 123 and x.metric not in (1, 3, 18) and x.at >= e.at) --when: since_lifted
    group by e.subscriber
) m{n} on m{n}.subscriber = s.id

-- name: count_none
m{n}.subscriber is null

-- name: count_some
m{n}.subscriber is not null

-- name: count_equals
coalesce(m{n}.n, 0) = @number{n}

-- name: count_greater
coalesce(m{n}.n, 0) > @number{n}

-- name: count_greater_or_equal
coalesce(m{n}.n, 0) >= @number{n}

-- name: count_less
coalesce(m{n}.n, 0) < @number{n}

-- name: count_less_or_equal
coalesce(m{n}.n, 0) <= @number{n}
