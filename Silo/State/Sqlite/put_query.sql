-- Tells Orleans a statement; a newer text replaces the older.
insert into orleansquery (querykey, querytext) values (@key, @text)
on conflict (querykey) do update set querytext = excluded.querytext
