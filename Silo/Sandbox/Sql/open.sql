-- The file's own part of the ids, and where numbering goes on.
select (select nonce from sandbox), coalesce((select max(ordinal) from message), 0);
