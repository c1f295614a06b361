-- Twin of PostgreSQL's; see there for the why.
create table campaign_deferral (
    campaign    text not null,
    ordinal     integer not null,
    id          blob not null,
    message     text not null,
    subscriber  text not null,
    reason      integer not null,
    detail      text,
    deferred_at integer not null,
    until       integer not null,
    due_at      integer,
    times       integer not null,
    primary key (campaign, ordinal)
) strict, without rowid;
create index campaign_deferral_due on campaign_deferral (campaign, due_at) where due_at is not null;
create index campaign_deferral_subscriber on campaign_deferral (subscriber, id);

create table smart_window (
    since    integer primary key,
    campaign integer not null,
    flow     integer not null
) strict;

create index event_subscriber_unknown on event (subscriber, id) where metric = 18;
