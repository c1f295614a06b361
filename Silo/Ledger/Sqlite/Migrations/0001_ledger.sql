-- The ledger's first schema, twin of PostgreSQL's (see there for the why of each table). What differs: times are INTEGER milliseconds since
-- 1970 UTC, ids are 16 bytes in big-endian order so that they sort by time, and there are no partitions.

create table event (
    born         integer not null,
    stream       text not null,
    version      integer not null,
    id           blob not null,
    metric       integer not null,
    at           integer not null,
    subscriber   text not null,
    source       text,
    message      text,
    sender       text,
    carrier      text,
    country      text,
    failure      integer not null,
    segments     integer not null,
    sent_at      integer,
    provider_id  text,
    vendor_code  text,
    body         text,
    raw          text,
    detail       text,
    value_micros integer
) strict;
create unique index event_key on event (born, stream, version);
create index event_id on event (id);
create index event_subscriber on event (subscriber, metric, id) where metric not in (1, 3, 18);
create index event_rare on event (metric, id) where metric not in (1, 2, 3, 4, 18);
create index event_0_source on event (source) where born = 0 and source is not null;

create table source_total (
    source text not null,
    metric integer not null,
    shard  integer not null,
    n      integer not null,
    primary key (source, metric, shard)
) strict, without rowid;

create table series (
    metric       integer not null,
    slot         integer not null,
    sent_slot    integer not null,
    source       text not null,
    sender       text not null,
    country      text not null,
    carrier      text not null,
    failure      integer not null,
    segments     integer not null,
    shard        integer not null,
    n            integer not null,
    value_micros integer not null,
    primary key (metric, slot, sent_slot, source, sender, country, carrier, failure, segments, shard)
) strict, without rowid;
create index series_sent on series (sent_slot);
create index series_source on series (source);

create table subscriber (
    id             text primary key,
    phone          text not null,
    country        text not null,
    email          text,
    external_id    text,
    attributes     text not null,
    consent        integer not null,
    consent_at     integer,
    consent_method text,
    suppression    text,
    created        integer not null,
    updated        integer not null,
    revision       integer not null,
    stream_version integer not null
) strict, without rowid;
create index subscriber_phone on subscriber (phone);
create index subscriber_email on subscriber (email) where email is not null;
create index subscriber_external on subscriber (external_id) where external_id is not null;
create index subscriber_created on subscriber (created, id);
create index subscriber_updated on subscriber (updated, id);

create table list_member (
    list       text not null,
    subscriber text not null,
    added_at   integer not null,
    primary key (list, subscriber)
) strict, without rowid;
create index list_member_subscriber on list_member (subscriber, list);

create table campaign_audience (
    campaign text primary key,
    size     integer not null,
    taken_at integer not null
) strict, without rowid;

create table campaign_recipient (
    campaign   text not null,
    ordinal    integer not null,
    subscriber text not null,
    primary key (campaign, ordinal)
) strict, without rowid;

-- autoincrement: a ticket is never drawn twice, even after its row is gone.
create table agenda (
    ticket      integer primary key autoincrement,
    kind        integer not null,
    key         text not null,
    due_at      integer not null,
    lease_until integer,
    unique (kind, key)
) strict;
create index agenda_due on agenda (due_at);

create table receipt (
    message       text not null,
    id            blob not null,
    at            integer not null,
    carrier       text not null,
    provider_id   text,
    vendor_status text not null,
    raw           text not null,
    primary key (message, id)
) strict, without rowid;

create table parked_receipt (
    id            blob primary key,
    at            integer not null,
    carrier       text not null,
    message_id    text not null,
    provider_id   text,
    vendor_status text,
    raw           text not null
) strict;
create index parked_receipt_at on parked_receipt (at, id);

create table deployment_secret (
    only_one integer primary key check (only_one = 1),
    secret   blob not null check (length(secret) = 32)
) strict;
