-- The list of applied files. The surrounding transaction has the write lock: one process at a time.
create table if not exists schema_migration (number integer primary key, name text not null, applied_at integer not null) strict;
