-- Consent to transactional texts beside that to marketing, and of either what was particular and when it was written down. Null for most people, and a null
-- costs a bit.
alter table subscriber
    add column transactional          smallint,
    add column transactional_at       timestamptz,
    add column transactional_method   text,
    add column transactional_detail   text,
    add column transactional_recorded timestamptz,
    add column consent_detail         text,
    add column consent_recorded       timestamptz;

-- What is left of people who were erased: the keyed hash of the number and the time, so that an older consent is not taken for a new one; where row and
-- stream ended, so that a new row under the same id goes on from there; and the rule that had suppressed the number, which is about the number.
create table erased (
    id             text collate "C" primary key,
    at             timestamptz not null,
    revision       bigint not null,
    stream_version integer not null,
    suppression    text
);
create index erased_at on erased (at);
