-- Whose event is stored under this key: one's own (an earlier attempt whose answer was lost) or another activation's.
select id from event where born = @born and stream = @stream and version = @version
