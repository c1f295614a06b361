-- The provider's own memory, kept apart from the product's ledger so that the two can be compared. What becomes of a message is decided when it is
-- accepted and stored with it: after a crash its callbacks go on from here. WAL without a sync for each commit survives the death of the process
-- (every accept is in the file before it is answered), not of the machine; a test provider needs no more.
pragma journal_mode = wal;
pragma synchronous = normal;

create table if not exists sandbox (nonce integer not null);
insert into sandbox (nonce) select random() where not exists (select 1 from sandbox);

create table if not exists message (
    ordinal integer primary key,
    recipient text not null,
    sender text not null,
    body text not null,
    callback text,
    retries integer not null,
    retry_on text not null,
    answer text not null,
    accepted_at integer not null,
    sent_after integer,
    final_after integer,
    final_status text,
    final_code text,
    announced integer not null,
    steps text not null,
    canceled_at integer,
    deleted integer not null default 0,
    done integer not null,
    posts integer not null default 0,
    acks integer not null default 0
);

create index if not exists message_by_recipient on message (recipient);

create table if not exists refusal (
    id integer primary key,
    at integer not null,
    recipient text not null,
    callback text,
    answer text not null,
    code integer not null
);

-- Texts that people sent to the sender, and when the sender had them. What was accepted for such a person afterwards can be counted.
create table if not exists inbound (
    sid text primary key,
    sender text not null,
    recipient text not null,
    body text not null,
    at integer not null,
    answered_at integer,
    status integer
);
