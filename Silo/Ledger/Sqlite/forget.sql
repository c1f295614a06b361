-- Rewrites the file without what was deleted: the remains of moved and shortened rows lie in it until then. Outside a transaction.
vacuum;
pragma wal_checkpoint(truncate);
