-- What the server leaves to this product: its limit, less what it keeps for superusers and what others hold just now; and who shares that. A silo that has not
-- said for five minutes that it lives holds nothing. Of gateways nobody keeps a list: those that are connected are counted by their name, twice at most.
select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
           - coalesce(current_setting('reserved_connections', true), '0')::int as allowed,
       (select count(*)::int from pg_stat_activity
        where backend_type = 'client backend' and not (datname = current_database() and coalesce(application_name, '') like 'sms-%')) as others,
       (select count(*)::int from cluster_silo where status = 3 and alive_at > now() - interval '5 minutes') as silos,
       (select count(*)::int from pg_stat_activity where datname = current_database() and application_name = 'sms-gateway') as gateways;
