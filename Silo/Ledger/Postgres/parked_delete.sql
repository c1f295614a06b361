-- The receipt found its message, where it is recorded already.
delete from parked_receipt where id = @id
