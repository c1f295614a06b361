-- Twin of PostgreSQL's; see there for the why.
alter table parked_receipt add column status integer;
alter table parked_receipt add column vendor_code text;
alter table parked_receipt add column failure integer;
alter table parked_receipt add column part text;
create index parked_receipt_provider on parked_receipt (carrier, provider_id) where provider_id is not null;

create table provider_message (
    carrier     text not null,
    provider_id text not null,
    message     text not null,
    at          integer not null,
    primary key (carrier, provider_id)
) strict, without rowid;
