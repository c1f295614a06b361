-- Twin of PostgreSQL's; see there for the why.
create table flow_entry (
    flow        text not null,
    ordinal     integer not null check (ordinal < 10000000),
    subscriber  text not null,
    cause       text not null,
    entered_at  integer not null,
    outcome     integer not null,
    step        integer not null,
    reached_at  integer not null,
    due_at      integer,
    deferral    blob,
    message     text,
    reason      integer,
    detail      text,
    deferred_at integer,
    until       integer,
    primary key (flow, ordinal)
) strict, without rowid;
create unique index flow_entry_start on flow_entry (flow, subscriber, cause, entered_at);
create index flow_entry_due on flow_entry (flow, due_at) where due_at is not null;
create index flow_entry_deferral on flow_entry (subscriber, deferral) where deferral is not null;

alter table list_member add column historical integer;
create index list_member_added on list_member (list, added_at) where historical is null;
