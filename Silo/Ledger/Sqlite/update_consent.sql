-- The person's row follows the consent event of the same transaction.
update subscriber
set consent = @consent, consent_at = @at, consent_method = @method, stream_version = @stream_version, revision = revision + 1,
    updated = max(updated, @at)
where id = @subscriber
