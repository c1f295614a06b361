-- The person's row follows the consent event of the same transaction. A no to marketing that comes this way is one to everything (a STOP).
update subscriber
set consent = coalesce(@consent, consent), consent_at = case when @consent is null then consent_at else @at end,
    consent_method = case when @consent is null then consent_method else @method end, stream_version = @stream_version,
    flagged_at = case when @flagged then coalesce(flagged_at, @at) when @flagged is null then flagged_at end,
    texted_at = coalesce(@texted_at, texted_at), texted_to = coalesce(@texted_to, texted_to),
    consent_detail = case when @consent is null then consent_detail end, consent_recorded = case when @consent is null then consent_recorded else @at end,
    transactional = case when @consent = 2 then 2 else transactional end, transactional_at = case when @consent = 2 then @at else transactional_at end,
    transactional_method = case when @consent = 2 then @method else transactional_method end,
    transactional_detail = case when @consent is null or @consent <> 2 then transactional_detail end,
    transactional_recorded = case when @consent = 2 then @at else transactional_recorded end,
    revision = revision + 1, updated = max(updated, @at)
where id = @subscriber
