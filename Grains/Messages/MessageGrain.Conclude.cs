namespace Sms;

/// <summary>The carrier has answered a submit, or a look-up answers in its place.</summary>
internal sealed partial class MessageGrain
{
    private Task<SubmitOutcome> ConcludeAsync(ICarrier carrier, SubmitReply reply, ReceiptSource source = ReceiptSource.Callback) =>
        carrier.ReportsByProviderId && reply is { Kind: SubmitKind.Accepted, ProviderId: { } id }
            ? ConcludeWithKeysAsync(carrier, reply, source, reply.PartIds ?? [id])
            : ConcludeAsync(reply, source, []);

    /// <summary>Receipts may have come under these ids before anybody knew whose they are.</summary>
    private async Task<SubmitOutcome> ConcludeWithKeysAsync(ICarrier carrier, SubmitReply reply, ReceiptSource source, IReadOnlyList<string> ids)
    {
        await ConcludeAsync(reply, source, [.. ids.Select(id => new ProviderKey(carrier.Name, id, Id, Now()))]);
        await parking.JoinAsync(carrier.Name, ids, RecordAsync);
        return new SubmitOutcome(VerdictNow(), state.Status);
    }

    private async Task<SubmitOutcome> ConcludeAsync(SubmitReply reply, ReceiptSource source, IReadOnlyList<ProviderKey> keys)
    {
        await decision.WaitAsync();
        try
        {
            if (reply.Kind == SubmitKind.Throttled)
            {
                throttled = !state.Relayed;
                // Nobody but this activation knows that it was certainly not sent, and whoever tries again may have to wait for a morning. By then sweeps settle it.
                if (throttled) DelayDeactivation(confirmation.Value.ConfirmAfter);
                LogThrottled(Id, reply.VendorCode, reply.Detail);
                return new SubmitOutcome(throttled ? SubmitVerdict.Throttled : SubmitVerdict.Relayed, state.Status)
                {
                    TooFast = throttled && reply.Cause == ThrottleCause.Rate,
                    RetryAfter = reply.RetryAfter,
                };
            }

            if (MessageLifecycle.Weigh(state, reply.Kind) is { } metric)
            {
                var next = MessageEvents.Next(Id, state, state.Version + 1, metric, Now());
                await AppendAsync(
                    [
                        next with
                        {
                            ProviderId = reply.ProviderId, VendorCode = reply.VendorCode, Failure = reply.Failure, Detail = MessageDetail.OfAnswer(reply, source),
                        },
                    ],
                    keys);
                if (metric != Metric.RelayedSms) LogNotRelayed(Id, metric, reply.VendorCode, reply.Detail);
            }
            else if (keys.Count > 0)
            {
                // A receipt was faster and told more; others may come under the provider's ids.
                await ledger.CommitAsync(new LedgerEntry(StreamId.Of(Id), []) { ProviderKeys = keys });
            }

            return new SubmitOutcome(VerdictNow(), state.Status) { Failure = state.Failure };
        }
        finally { decision.Release(); }
    }

    private SubmitVerdict VerdictNow() =>
        state.Relayed ? SubmitVerdict.Relayed : state.Refused ? SubmitVerdict.Refused : SubmitVerdict.Unknown;
}
