-- Written once, when every callback is acknowledged or given up: until then a restart posts them again.
update message set done = 1, posts = posts + @posts, acks = acks + @acks where ordinal = @ordinal;
