-- What a parked receipt says, so that it can be recorded when its message appears. Null: a status nobody knows.
alter table parked_receipt add column status smallint, add column vendor_code text, add column failure smallint, add column part text;
create index parked_receipt_provider on parked_receipt (carrier, provider_id) where provider_id is not null;

-- The provider's id of a message, or of its part, for carriers whose receipts name nothing else. Written with the event that the provider accepted it. Other
-- carriers have our id in the callback's address and no row here.
create table provider_message (
    carrier     text collate "C" not null,
    provider_id text collate "C" not null,
    message     text collate "C" not null,
    at          timestamptz not null,
    primary key (carrier, provider_id)
);
