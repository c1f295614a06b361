-- Makes a million people cheap to bring in. An id is a keyed hash, so whatever is stored in its order is written all over the file, and in write-ahead
-- logging every page touched is written twice. The rows of people therefore stand in the order of their arrival, with a lean index on the id; and two indexes
-- nobody asked go: a person is found by the id that the number hashes to, and membership by the list's own key.
create table subscriber_in_order (
    number         integer primary key,
    id             text not null,
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
) strict;
insert into subscriber_in_order (
    id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, suppression, created, updated, revision, stream_version)
select id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, suppression, created, updated, revision, stream_version
from subscriber
order by created, id;
drop table subscriber;
alter table subscriber_in_order rename to subscriber;
create unique index subscriber_id on subscriber (id);
create index subscriber_email on subscriber (email) where email is not null;
create index subscriber_external on subscriber (external_id) where external_id is not null;
create index subscriber_created on subscriber (created, id);
create index subscriber_updated on subscriber (updated, id);

drop index list_member_subscriber;
