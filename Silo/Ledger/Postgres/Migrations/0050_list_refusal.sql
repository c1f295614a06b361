-- Who said no to one list: taken off it, and not put back by an import or anybody else without a newer yes of their own. A row for each, beside the membership
-- that is gone; the trail has the event.
create table list_refusal (
    list       text collate "C" not null,
    subscriber text collate "C" not null,
    at         timestamptz not null,
    primary key (list, subscriber)
);
