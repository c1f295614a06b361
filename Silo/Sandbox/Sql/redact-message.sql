-- The text goes, the record stays; deleting hides the record from the provider's API, not from the truth.
update message set body = '', deleted = max(deleted, @deleted) where ordinal = @ordinal;
