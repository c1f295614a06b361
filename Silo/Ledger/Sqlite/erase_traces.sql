-- Takes what is personal out of somebody's events: texts, callbacks as they came, and of the details all but what the books need – the reason of a skip (10),
-- how and when consent was given or taken away. What an inbound text or a click (12, 11) says goes whole. The metrics left out are those of the index on
-- people's events, word for word; what nobody has answered has an index of its own (18). A message's stream is found by one of its steps. Counts, times and ids stay.
update receipt set raw = '', detail = null
where message in (select stream from event where subscriber = @subscriber and metric not in (1, 3, 18)
    union select stream from event where subscriber = @subscriber and metric = 18);

delete from parked_receipt where message_id in (select stream from event where subscriber = @subscriber and metric not in (1, 3, 18)
    union select stream from event where subscriber = @subscriber and metric = 18);

update campaign_deferral set detail = null where subscriber = @subscriber and detail is not null;

update flow_entry set detail = null where subscriber = @subscriber and deferral is not null and detail is not null;

update event
set body = null, raw = null, detail = case
    when detail is null or metric in (11, 12) then null
    when metric = 10 then json_object('reason', detail ->> 'reason')
    when metric in (13, 14, 15, 120, 121, 124) then json_patch('{}', json_object(
        'method', detail ->> 'method', 'consented_at', detail ->> 'consented_at', 'list', detail ->> 'list', 'terms_version', detail ->> 'terms_version'))
    else detail
end
where (born, stream) in (select born, stream from event where subscriber = @subscriber and metric not in (1, 3, 18)
    union select born, stream from event where subscriber = @subscriber and metric = 18)
and (body is not null or raw is not null or detail is not null);

select changes();
