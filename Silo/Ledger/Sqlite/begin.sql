-- Immediate: the write lock is taken at once, so a transaction never fails half-way for want of it.
begin immediate
