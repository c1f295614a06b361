namespace Sms;

/// <summary>What happens to a message that exists already when it is submitted again.</summary>
internal sealed partial class MessageGrain
{
    /// <summary>
    /// How far a provider's clock may be behind ours when a submit is looked up. Short: an earlier text with the same words must not pass for this one.
    /// </summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The message exists. If its submit was cut off before the answer was durable, the provider is asked whether it has it: a text is never
    /// sent again on a guess.
    /// </summary>
    private async Task<SubmitOutcome> ResumeAsync(ICarrier carrier, MessageDraft draft)
    {
        if (state.Status is not (MessageStatus.Submitting or MessageStatus.SubmitUnknown)) return new SubmitOutcome(SubmitVerdict.Already, state.Status);

        var match = await LookUpAsync(carrier, draft.To);
        LogLookedUp(Id, match is not null);
        var outcome = await ConcludeAsync(
            match is null ? SubmitReply.Unknown(null, "not settled by the provider's look-up") : SubmitReply.Accepted(match.ProviderId), ReceiptSource.LookUp);
        if (match is null || match.Status <= DeliveryStatus.Accepted) return outcome;

        // What the provider already knows counts as a receipt: the callback that said so may have met a gateway that was down.
        await RecordAsync(new DeliveryReceipt
        {
            Carrier = carrier.Name,
            ProviderId = match.ProviderId,
            Status = match.Status,
            VendorStatus = match.VendorStatus,
            VendorCode = match.VendorCode,
            Failure = match.Failure,
            Raw = $"look-up: {match.VendorStatus}",
            ArrivedAt = Now(),
            Source = ReceiptSource.LookUp,
        });
        return new SubmitOutcome(VerdictNow(), state.Status);
    }

    private async Task<CarrierRecord?> LookUpAsync(ICarrier carrier, string to)
    {
        var facts = await ledger.ReadAsync(StreamId.Of(Id));
        try
        {
            var found = await carrier.FindAsync(to, state.SentAt - ClockSkew, CancellationToken.None);
            return found.FirstOrDefault(record => record.Body == facts[0].Body && record.From == state.From);
        }
        catch (CarrierUnreachableException silent)
        {
            // It stays unknown: a receipt may still settle it, and one person waits for no carrier that is down.
            LogNotLookedUp(Id, silent.Message);
            return null;
        }
    }
}
