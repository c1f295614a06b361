-- The key under which phone numbers become subscriber ids.
select secret from deployment_secret
