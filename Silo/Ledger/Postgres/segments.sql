-- The parts that segments are composed of, each under its name; the twin for the other database has the same names. {n} numbers the parameters of a
-- test, {value} is a field of the person, {node} the same as JSON. No test is ever null, so that "not" means what it says: a person without the property
-- is not one whose property is so.
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

-- name: without_segment
and not exists (
select from subscriber s
{joins}
where s.id = i.subscriber and {condition}
)

-- name: snapshot
with chosen as materialized (
    select m.subscriber, ascii(m.subscriber) as letter, (row_number() over (order by m.subscriber))::int - 1 as number
    from (
    select subscriber from (
        select subscriber from list_member where list = any (@included)
        {included}
    ) i
    except
    select subscriber from (
        select subscriber from list_member where list = any (@excluded)
        {excluded}
    ) x
    ) m
    where not exists (select from campaign_audience where campaign = @campaign)
--include: audience_places.sql

-- name: estimate
select (s.consent)::smallint, case when s.suppression is not null then 1 when s.flagged_at is not null then 2 else 0 end, s.country, count(*)
from (
    select subscriber from list_member where list = any (@included) --when: one
    select distinct subscriber from ( --when: many
        select subscriber from list_member where list = any (@included) --when: many
        {included} --when: many
    ) u --when: many
) i
left join subscriber s on s.id = i.subscriber
where true
and not exists (select from list_member x where x.list = any (@excluded) and x.subscriber = i.subscriber) --when: excluded
{without}
group by 1, 2, 3

-- name: estimate_transactional
select (case when s.id is null then null else coalesce(s.transactional, 0) end)::smallint, case when s.suppression is null then 0 else 1 end, s.country, count(*)
from (
    select subscriber from list_member where list = any (@included) --when: one
    select distinct subscriber from ( --when: many
        select subscriber from list_member where list = any (@included) --when: many
        {included} --when: many
    ) u --when: many
) i
left join subscriber s on s.id = i.subscriber
where true
and not exists (select from list_member x where x.list = any (@excluded) and x.subscriber = i.subscriber) --when: excluded
{without}
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
(s.attributes::json #>> @path{n})

-- name: json_node
(s.attributes::json #> @path{n})

-- name: may_hold
-- Parsing a person's document takes five times as long as looking through it, and most have not what is asked for.
s.attributes like any (@patterns{n})

-- name: text_in
coalesce({value} = any (@texts{n}), false)

-- name: text_contains
coalesce(position(@text{n} in {value}) > 0, false)

-- name: text_starts
coalesce(starts_with({value}, @text{n}), false)

-- name: text_ends
coalesce(right({value}, length(@text{n})) = @text{n}, false)

-- name: number_equals
coalesce((case when json_typeof({node}) = 'number' then {value}::double precision end) = @number{n}, false)

-- name: number_greater
coalesce((case when json_typeof({node}) = 'number' then {value}::double precision end) > @number{n}, false)

-- name: number_greater_or_equal
coalesce((case when json_typeof({node}) = 'number' then {value}::double precision end) >= @number{n}, false)

-- name: number_less
coalesce((case when json_typeof({node}) = 'number' then {value}::double precision end) < @number{n}, false)

-- name: number_less_or_equal
coalesce((case when json_typeof({node}) = 'number' then {value}::double precision end) <= @number{n}, false)

-- name: is_true
coalesce(json_typeof({node}) = 'boolean' and {value} = 'true', false)

-- name: is_false
coalesce(json_typeof({node}) = 'boolean' and {value} = 'false', false)

-- name: is_set
({value} is not null)

-- name: list_contains
exists (
    select from json_array_elements_text(case when json_typeof({node}) = 'array' then {node} else '[]' end) item (value)
    where item.value = any (@texts{n}))

-- name: time_within
coalesce({value} >= @from{n} and {value} < @to{n}, false)

-- name: text_within
coalesce({value} collate "C" >= @from{n} and {value} collate "C" < @to{n} and {value} like '____-__-__%', false)

-- name: consent_is
s.consent = @consent{n}

-- name: not_suppressed
s.suppression is null

-- name: is_member
exists (
select from list_member l where l.list = @list{n} and l.subscriber = {person}
and l.added_at >= @from{n} and l.added_at < @to{n} --when: window
)

-- name: is_member_of_any
exists (
select from list_member l where l.list = any (@lists{n}) and l.subscriber = {person}
and l.added_at >= @from{n} and l.added_at < @to{n} --when: window
)

-- name: some_counted
exists (select from event e where e.subscriber = {person} and e.metric not in (1, 3, 18) and {any})

-- name: either
-- Nobody for whom neither holds: an "or" beside an "exists" would be asked person by person, or counted by each process alone. The other conditions are
-- asked of whoever has no such event.
not exists (select from subscriber p where p.id = s.id and not {others} and not {counted})

-- name: either_person
p.id

-- name: counted
e.metric = @metric{n} and e.id >= @from{n} and e.id < @to{n}
and e.failure = any (@failures{n}::smallint[]) --when: failures
and e.source = any (@sources{n}) --when: sources
and not exists (select from event x where x.subscriber = e.subscriber and x.metric = 123 and x.metric not in (1, 3, 18) and x.at >= e.at) --when: since_lifted

-- name: on_list
l{n}.subscriber is not null

-- name: join_list
left join list_member l{n} on l{n}.list = @list{n} and l{n}.subscriber = s.id
and l{n}.added_at >= @from{n} and l{n}.added_at < @to{n} --when: window

-- name: join_lists
left join (
    select distinct subscriber from list_member
    where list = any (@lists{n})
    and added_at >= @from{n} and added_at < @to{n} --when: window
) l{n} on l{n}.subscriber = s.id

-- name: join_counts
left join (
    select e.subscriber, count(*) as n from event e
    where e.metric = @metric{n} and e.metric not in (1, 3, 18) and e.id >= @from{n} and e.id < @to{n}
    and e.failure = any (@failures{n}::smallint[]) --when: failures
    and e.source = any (@sources{n}) --when: sources
    and not exists (select from event x where x.subscriber = e.subscriber and x.metric = 123 and x.metric not in (1, 3, 18) and x.at >= e.at) --when: since_lifted
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
