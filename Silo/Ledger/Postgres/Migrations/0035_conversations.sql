-- People text us. The row says what a sender must know at once (a human has to read what this person wrote: no marketing until then) and what a page of
-- conversations goes by; the texts themselves are events of the person's stream.
alter table subscriber add column flagged_at timestamptz;
alter table subscriber add column texted_at timestamptz;
alter table subscriber add column texted_to text;

-- Few of many people: the indexes hold these and nobody else.
create index subscriber_texted on subscriber (texted_at, id) where texted_at is not null;
create index subscriber_flagged on subscriber (texted_at, id) where flagged_at is not null;
