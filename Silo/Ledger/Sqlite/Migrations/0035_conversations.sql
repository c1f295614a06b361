-- Twin of PostgreSQL's; see there for the why.
alter table subscriber add column flagged_at integer;
alter table subscriber add column texted_at integer;
alter table subscriber add column texted_to text;
create index subscriber_texted on subscriber (texted_at, id) where texted_at is not null;
create index subscriber_flagged on subscriber (texted_at, id) where flagged_at is not null;
