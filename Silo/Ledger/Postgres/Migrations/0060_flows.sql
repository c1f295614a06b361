-- Who is in which flow: a row for each start, those that were refused included, so that a cause told again is known. Due steps are rows of this table and no
-- agenda items of their own, as with people a campaign has put off. A hundred actions share the nine digits of a message id with the number, hence its bound.
create table flow_entry (
    flow        text collate "C" not null,
    ordinal     integer not null check (ordinal < 10000000),
    subscriber  text collate "C" not null,
    -- What started it, and when: the same person, cause and time are the same start.
    cause       text collate "C" not null,
    entered_at  timestamptz not null,
    -- 0: in it; 1: came to its end; 2: refused, for an earlier entry; 3: stopped, for the flow became a draft or is gone.
    outcome     smallint not null,
    step        integer not null,
    -- When the step was to be done first; its month is part of the message id.
    reached_at  timestamptz not null,
    due_at      timestamptz,
    -- The last time a step was put off: why, until when, and whose message it was.
    deferral    uuid,
    message     text collate "C",
    reason      smallint,
    detail      text,
    deferred_at timestamptz,
    until       timestamptz,
    primary key (flow, ordinal)
) with (fillfactor = 80);
create unique index flow_entry_start on flow_entry (flow, subscriber, cause, entered_at);
create index flow_entry_due on flow_entry (flow, due_at) where due_at is not null;
create index flow_entry_deferral on flow_entry (subscriber, deferral) where deferral is not null;

-- Put on the list by a historical import: true, else null. Such a membership starts no flow.
alter table list_member add column historical boolean;

-- Who was put on a list since a flow looked. Grows at its end, like time.
create index list_member_added on list_member (list, added_at) where historical is null;
