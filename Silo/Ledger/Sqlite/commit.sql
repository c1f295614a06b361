-- Durable when it returns.
commit
