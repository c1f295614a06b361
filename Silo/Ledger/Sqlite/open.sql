-- For each connection. FULL: a commit is on the disk when it is acknowledged. The log is moved into the database every 256 MB only, so that a page
-- written by many commits is moved once: importing a million people writes a third less than with 64 MB.
-- The writer keeps more pages at hand than a reader, of which there may be a dozen; both find what they do not have in the system's own cache. With 64 MB
-- an import of a million people is no faster.
-- It speaks to SQLite without the driver, which waits for a lock by itself: an operator's shell or a second process may write for a moment.
pragma journal_mode = wal;
pragma synchronous = full;
pragma wal_autocheckpoint = 64000;
pragma cache_size = -24576; --when: writer
pragma cache_size = -16384; --when: reader
-- What is deleted is overwritten where that costs nothing: on pages that are written anyway. The rest goes when the file is rewritten after an erasure.
pragma secure_delete = fast; --when: writer
pragma temp_store = memory;
pragma busy_timeout = 5000; --when: writer
