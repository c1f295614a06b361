-- Twin of PostgreSQL's, see there.
alter table subscriber add column transactional integer;
alter table subscriber add column transactional_at integer;
alter table subscriber add column transactional_method text;
alter table subscriber add column transactional_detail text;
alter table subscriber add column transactional_recorded integer;
alter table subscriber add column consent_detail text;
alter table subscriber add column consent_recorded integer;

create table erased (
    id             text primary key,
    at             integer not null,
    revision       integer not null,
    stream_version integer not null,
    suppression    text
) strict, without rowid;
create index erased_at on erased (at);
