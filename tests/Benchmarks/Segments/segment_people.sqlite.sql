-- Twin of PostgreSQL's. Ids from a multiplication instead of a hash: SQLite has none.
insert into subscriber (
    id, phone, country, attributes, consent, consent_at, consent_method, suppression, created, updated, revision, stream_version)
with recursive n (i) as (select 1 union all select i + 1 from n where i < @people)
select
    printf('%016xperson%04d', i * 2654435761 % 4294967296, i % 10000), '+1' || (2000000000 + i), case when i % 20 = 0 then 'CA' else 'US' end,
    '{"first_name":"Ada","last_name":"Lovelace","properties":{"city":"' || case i % 5 when 0 then 'Oslo' when 1 then 'Porto' when 2 then 'Riga' when 3 then 'Turin' else 'Graz' end || '","points":' || i % 100 || '}}',
    case when i % 10 = 0 then 2 else 1 end, 1000 * unixepoch(), 'Import', case when i % 50 = 0 then 'Landline' end, 1000 * unixepoch(), 1000 * unixepoch(), 1, 1
from n;
insert into list_member (list, subscriber, added_at)
select @list, id, 1000 * unixepoch() from subscriber order by id;
insert into event (born, stream, version, id, metric, at, subscriber, source, message, failure, segments)
with recursive n (i) as (select 1 union all select i + 1 from n where i < @people),
v (v) as (values (1), (2), (3))
select
    2611, 'campaign/bench-2611-' || i, v, unhex(printf('%012x7%03x8%015x', 1000 * (unixepoch() - 60 * (i % 57600)), i % 4096, i * 3 + v)),
    case when v = 1 then 2 when v = 2 and i % 10 < 9 then 4 when v = 2 then 5 else 11 end, 1000 * (unixepoch() - 60 * (i % 57600)),
    printf('%016xperson%04d', i * 2654435761 % 4294967296, i % 10000), 'campaign/bench', 'campaign/bench-2611-' || i, case when v = 2 and i % 10 = 9 then 3 else 0 end, 1
from n cross join v
where v < 3 or i % 10 = 3;
analyze
