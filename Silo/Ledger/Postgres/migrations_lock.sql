-- One process at a time brings the schema up to date; the lock goes with the transaction.
select pg_advisory_xact_lock(7310582211);
create table if not exists schema_migration (number integer primary key, name text not null, applied_at timestamptz not null);
