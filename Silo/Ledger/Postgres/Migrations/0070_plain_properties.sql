-- A property with U+0000 is JSON, and still no text of PostgreSQL's: asking about any property of that person was an error, and every segment that asks for one
-- failed. The gateway refuses such texts now; those that were kept before become U+FFFD. A backslash before the escape may itself be escaped.
update subscriber
set attributes = regexp_replace(attributes, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g')
where position('\u0000' in attributes) > 0;
