-- The person's row follows the consent event of the same transaction. A no to marketing that comes this way is one to everything (a STOP).
update subscriber
set consent = @consent, consent_at = @at, consent_method = @method, stream_version = @stream_version, consent_detail = null, consent_recorded = @at,
    transactional = case when @consent = 2 and transactional = 1 then 2 else transactional end,
    transactional_at = case when @consent = 2 and transactional = 1 then @at else transactional_at end, revision = revision + 1,
    updated = max(updated, @at)
where id = @subscriber
