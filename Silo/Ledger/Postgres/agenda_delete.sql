-- The work is done, unless it was scheduled anew in the meantime.
delete from agenda where kind = @kind and key = @key and ticket = @ticket
