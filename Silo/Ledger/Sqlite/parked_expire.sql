-- Forgets some of those that waited too long; a row each, to be counted.
delete from parked_receipt where id in (select id from parked_receipt where at < @before order by at limit @size) returning id
