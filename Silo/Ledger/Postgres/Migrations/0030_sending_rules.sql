-- People a campaign has put off (quiet hours, a cap): a row each, and no agenda item but the campaign's own, so a million of them are a million rows in one
-- statement a wave and one due time. Rows stay when they are settled (due_at null): they answer why a text came late.
create table campaign_deferral (
    campaign    text collate "C" not null,
    ordinal     integer not null,
    id          uuid not null,
    message     text collate "C" not null,
    subscriber  text collate "C" not null,
    reason      smallint not null,
    detail      text,
    deferred_at timestamptz not null,
    until       timestamptz not null,
    due_at      timestamptz,
    times       integer not null,
    primary key (campaign, ordinal)
) with (fillfactor = 80);
create index campaign_deferral_due on campaign_deferral (campaign, due_at) where due_at is not null;
create index campaign_deferral_subscriber on campaign_deferral (subscriber, id);

-- Lengths of the smart-sending windows, from when on they held: a message's window has the length of the time it was sent at.
create table smart_window (
    since    timestamptz primary key,
    campaign bigint not null,
    flow     bigint not null
);

-- Submits without an answer count against a person's caps, for they may have arrived. They are a handful and in no index by person.
create index event_subscriber_unknown on event (subscriber, id) where metric = 18;
