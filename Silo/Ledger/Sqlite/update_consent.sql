-- The person's row follows the consent event of the same transaction.
update subscriber
set consent = coalesce(@consent, consent), consent_at = case when @consent is null then consent_at else @at end,
    consent_method = case when @consent is null then consent_method else @method end, stream_version = @stream_version,
    flagged_at = case when @flagged then coalesce(flagged_at, @at) when @flagged is null then flagged_at end,
    texted_at = coalesce(@texted_at, texted_at), texted_to = coalesce(@texted_to, texted_to),
    revision = revision + 1, updated = max(updated, @at)
where id = @subscriber
