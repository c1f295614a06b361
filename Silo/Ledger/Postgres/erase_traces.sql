-- Takes what is personal out of somebody's events: texts, callbacks as they came, and of the details all but what the books need – the reason of a skip (10),
-- how and when consent was given or taken away. What an inbound text or a click (12, 11) says goes whole. The metrics left out are those of the index on
-- people's events, word for word; what nobody has answered has an index of its own (18). A message's stream is found by one of its steps. Counts, times and ids stay.
with mine as materialized (
    select born, stream from event where subscriber = @subscriber and metric not in (1, 3, 18)
    union
    select born, stream from event where subscriber = @subscriber and metric = 18
), wiped as (
    update event e
    set body = null, raw = null, detail = case
        when e.metric in (11, 12) then null
        when e.metric = 10 then json_build_object('reason', e.detail::json ->> 'reason')::text
        when e.metric in (13, 14, 15, 120, 121, 124) then json_strip_nulls(json_build_object(
            'method', e.detail::json ->> 'method', 'consented_at', e.detail::json ->> 'consented_at', 'list', e.detail::json ->> 'list',
            'terms_version', e.detail::json ->> 'terms_version'))::text
        else e.detail
    end
    from mine m
    where e.born = m.born and e.stream = m.stream and (e.body is not null or e.raw is not null or e.detail is not null)
    returning 1
), receipts as (
    update receipt r set raw = '', detail = null from mine m where r.message = m.stream
), put_off as (
    update campaign_deferral set detail = null where subscriber = @subscriber and detail is not null
), waiting as (
    update flow_entry set detail = null where subscriber = @subscriber and deferral is not null and detail is not null
), parked as (
    delete from parked_receipt p using mine m where p.message_id = m.stream
)
select count(*) from wiped
