-- For each connection. FULL: a commit is on the disk when it is acknowledged. The log is moved into the database every 64 MB only, so that a page
-- written by many commits is moved once.
pragma journal_mode = wal;
pragma synchronous = full;
pragma wal_autocheckpoint = 16000;
pragma cache_size = -65536;
pragma temp_store = memory;
