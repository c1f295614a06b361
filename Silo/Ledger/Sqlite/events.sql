-- Pages of public events by id, that is by time. The first list of metrics left out is the one of the index on people's events, word for word: that is how
-- the index is found. The second are the other steps that only a message's trace shows.
select
    e.id, e.metric, e.at, e.subscriber, e.source, e.message, e.sender, e.carrier, e.country, e.failure, e.segments, e.sent_at, e.vendor_code, e.detail,
    e.value_micros
    , s.id, s.phone, s.country, s.email, s.external_id, s.attributes, s.consent, s.consent_at, s.consent_method, s.suppression --when: profile
    , s.created, s.updated, s.revision, s.stream_version, s.flagged_at, s.texted_at, s.texted_to --when: profile
    , s.transactional, s.transactional_at, s.transactional_method, s.transactional_detail, s.transactional_recorded --when: profile
    , s.consent_detail, s.consent_recorded --when: profile
from event e
left join subscriber s on s.id = e.subscriber --when: profile
where e.metric not in (1, 3, 18) and e.metric not in (22, 23, 24, 110)
and e.id = @id --when: id
and e.metric = @metric --when: metric
and e.subscriber = @subscriber --when: subscriber
and e.source = @source --when: source
and e.id >= @from --when: from
and e.id < @to --when: to
and e.id > @after --when: after ascending
and e.id < @after --when: after descending
order by e.id --when: ascending
order by e.id desc --when: descending
limit @size
