-- Twin of PostgreSQL's.
alter table receipt add column detail text;
