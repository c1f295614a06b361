-- The language a message came in, in which its callbacks go out; and the sender's own name for it, which some languages carry.
alter table message add column dialect text not null default 'Twilio';
alter table message add column reference text;
