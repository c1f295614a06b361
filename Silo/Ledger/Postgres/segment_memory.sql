-- For this transaction: room for the hash tables of a million people. With the server's default of 4 MB they go through temporary files.
set local work_mem = '32MB'
