-- For this transaction, what suits questions about a million people, unless the server's own settings are better: hash tables that do not go through temporary
-- files, and indexes that are read instead of tables five times their size, which the defaults for a spinning disk advise against.
select set_config('work_mem', '32MB', true) where pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('32MB')
union all
select set_config('random_page_cost', '1.1', true) where current_setting('random_page_cost')::float8 > 1.1
