-- Notes a file as applied, in the transaction that applied it.
insert into schema_migration (number, name, applied_at) values (@number, @name, @applied_at)
