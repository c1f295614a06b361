-- Created once, with the schema; never changed. The key is named: an integer primary key takes no default.
insert into deployment_secret (only_one, secret) values (1, @secret) on conflict do nothing
