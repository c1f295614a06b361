-- The ledger's first schema. Facts are rows of `event`, written once under (born, stream, version) and never updated; every count beside them
-- is kept by the statement that inserts them. Text keys compare as bytes (collate "C"): they are ids, and byte order is what paging and
-- range scans rely on.

-- Partitioned by the month in which the stream was born. The month is part of a message's id, so it is known wherever the id is, and a whole
-- month can be dropped at once. 0 holds subscribers' streams, the consent trail: never dropped.
create table event (
    born         integer not null,
    stream       text collate "C" not null,
    version      integer not null,
    id           uuid not null,
    metric       smallint not null,
    at           timestamptz not null,
    subscriber   text collate "C" not null,
    source       text collate "C",
    message      text collate "C",
    sender       text collate "C",
    carrier      text collate "C",
    country      text collate "C",
    failure      smallint not null,
    segments     smallint not null,
    sent_at      timestamptz,
    provider_id  text,
    vendor_code  text,
    body         text,
    raw          text,
    detail       text,
    value_micros bigint,
    primary key (born, stream, version)
) partition by list (born);

create table event_0 partition of event for values in (0);

-- Ids are version 7 UUIDs: this index pages through events in order of time and bounds them by time.
create index event_id on event (id);

-- A person's events by metric, and their count from the index alone. The steps of a message nobody asks a person about (Submitting, Sent,
-- Submit Unknown) are left out: they are a third of all rows.
create index event_subscriber on event (subscriber, metric, id) where metric not in (1, 3, 18);

-- Pages of one metric. The metrics of every message are dense enough in event_id; the others would be needles in it.
create index event_rare on event (metric, id) where metric not in (1, 2, 3, 4, 18);

-- Events that name a source but live in a person's stream: a recount by source needs them beside the source's own streams.
create index event_0_source on event_0 (source) where source is not null;

-- Creates a month's partition. Readers never wait for it; concurrent writers wait for a catalogue change.
create function add_event_month(born integer) returns void language plpgsql as $body$
begin
    if to_regclass(format('event_%s', born)) is null then
        perform pg_advisory_xact_lock(7310582210);
        execute format('create table if not exists event_%s partition of event for values in (%s)', born, born);
    end if;
end
$body$;

-- A grow-only counter per (source, metric, shard): a writer adds in its own shard, so writers do not wait for each other's row locks.
-- Room on the page keeps updates off the index.
create table source_total (
    source text collate "C" not null,
    metric smallint not null,
    shard  smallint not null,
    n      bigint not null,
    primary key (source, metric, shard)
) with (fillfactor = 50);

-- Counts by quarter hour of the event (slot) and of the message's submit (sent_slot). Every time zone's days start on a quarter hour, so
-- they are exact in all of them. '' and 0 stand for "none": nulls would not be unique.
create table series (
    metric       smallint not null,
    slot         timestamptz not null,
    sent_slot    timestamptz not null,
    source       text collate "C" not null,
    sender       text collate "C" not null,
    country      text collate "C" not null,
    carrier      text collate "C" not null,
    failure      smallint not null,
    segments     smallint not null,
    shard        smallint not null,
    n            bigint not null,
    value_micros bigint not null,
    primary key (metric, slot, sent_slot, source, sender, country, carrier, failure, segments, shard)
) with (fillfactor = 50);
create index series_sent on series (sent_slot);
create index series_source on series (source);

-- A person. The only place that knows the phone number.
create table subscriber (
    id             text collate "C" primary key,
    phone          text not null,
    country        text not null,
    email          text,
    external_id    text,
    attributes     text not null,
    consent        smallint not null,
    consent_at     timestamptz,
    consent_method text,
    suppression    text,
    created        timestamptz not null,
    updated        timestamptz not null,
    revision       bigint not null,
    stream_version integer not null
) with (fillfactor = 85);
create index subscriber_phone on subscriber (phone);
create index subscriber_email on subscriber (email) where email is not null;
create index subscriber_external on subscriber (external_id) where external_id is not null;
create index subscriber_created on subscriber (created, id);
create index subscriber_updated on subscriber (updated, id);

create table list_member (
    list       text collate "C" not null,
    subscriber text collate "C" not null,
    added_at   timestamptz not null,
    primary key (list, subscriber)
);
create index list_member_subscriber on list_member (subscriber, list);

-- That a campaign's audience was fixed, and how large it was: an empty one is fixed, too.
create table campaign_audience (
    campaign text collate "C" primary key,
    size     integer not null,
    taken_at timestamptz not null
);

create table campaign_recipient (
    campaign   text collate "C" not null,
    ordinal    integer not null,
    subscriber text collate "C" not null,
    primary key (campaign, ordinal)
);

-- Due times. A ticket is drawn whenever an item is scheduled: whoever works on an older ticket cannot delete the newer due time.
create sequence agenda_ticket;
create table agenda (
    kind        smallint not null,
    key         text collate "C" not null,
    due_at      timestamptz not null,
    lease_until timestamptz,
    ticket      bigint not null,
    primary key (kind, key)
) with (fillfactor = 70);
create index agenda_due on agenda (due_at);

-- Receipts that moved nothing, kept for a message's trace.
create table receipt (
    message       text collate "C" not null,
    id            uuid not null,
    at            timestamptz not null,
    carrier       text not null,
    provider_id   text,
    vendor_status text not null,
    raw           text not null,
    primary key (message, id)
);

-- Receipts for messages nobody knows.
create table parked_receipt (
    id            uuid primary key,
    at            timestamptz not null,
    carrier       text not null,
    message_id    text not null,
    provider_id   text,
    vendor_status text,
    raw           text not null
);
create index parked_receipt_at on parked_receipt (at, id);

-- The key under which phone numbers become subscriber ids. Lost, every id is lost: it lives and is backed up with the rows it names.
create table deployment_secret (
    only_one boolean primary key default true check (only_one),
    secret   bytea not null check (length(secret) = 32)
);
