-- Which files were applied.
select number from schema_migration
