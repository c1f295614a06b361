-- Created once, with the schema; never changed.
insert into deployment_secret (secret) values (@secret) on conflict do nothing
