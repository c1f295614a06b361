-- Ids as the product's: 26 characters in no order; events with version 7 ids of their time.
select add_event_month(2611);
insert into subscriber (
    id, phone, country, attributes, consent, consent_at, consent_method, suppression, created, updated, revision, stream_version)
select
    substr(md5('person' || i), 1, 26), '+1' || (2000000000 + i), case when i % 20 = 0 then 'CA' else 'US' end,
    '{"first_name":"Ada","last_name":"Lovelace","properties":{"city":"' || (array['Oslo', 'Porto', 'Riga', 'Turin', 'Graz'])[1 + i % 5] || '","points":' || i % 100 || '}}',
    case when i % 10 = 0 then 2 else 1 end, now(), 'Import', case when i % 50 = 0 then 'Landline' end, now(), now(), 1, 1
from generate_series(1, @people) i;
insert into list_member (list, subscriber, added_at)
select @list, id, now() from subscriber order by id;
insert into event (born, stream, version, id, metric, at, subscriber, source, message, failure, segments)
select
    2611, 'campaign/bench-2611-' || i, v, (lpad(to_hex((extract(epoch from t.at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text || v), 1, 3) || '8' || substr(md5(v::text || i), 1, 15))::uuid,
    case when v = 1 then 2 when v = 2 and i % 10 < 9 then 4 when v = 2 then 5 else 11 end, t.at, substr(md5('person' || i), 1, 26), 'campaign/bench',
    'campaign/bench-2611-' || i, case when v = 2 and i % 10 = 9 then 3 else 0 end, 1
from generate_series(1, @people) i
cross join lateral (select now() - make_interval(mins => i % 57600) as at) t
cross join lateral generate_series(1, case when i % 10 = 3 then 3 else 2 end) v;
vacuum analyze subscriber;
vacuum analyze list_member;
vacuum analyze event
