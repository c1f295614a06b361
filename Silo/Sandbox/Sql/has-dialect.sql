-- 0 in a file that was made before the sandbox spoke more than one language; SQLite cannot add a column only if it is missing.
select count(*) from pragma_table_info('message') where name = 'dialect';
