-- Submits without an answer, and those made again: a handful among millions of events, and looked through every few seconds. The index holds them and nothing
-- else, so a message that goes well never touches it.
create index event_unanswered on event (id) where metric in (18, 22);
