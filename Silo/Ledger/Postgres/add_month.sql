-- A month's partition, before the first stream of that month is written.
select add_event_month($1)
