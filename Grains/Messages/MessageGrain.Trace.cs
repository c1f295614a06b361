namespace Sms;

/// <summary>What people see of the message: its whole story, and one line on the dashboard.</summary>
internal sealed partial class MessageGrain
{
    public async Task<MessageTrace?> GetTraceAsync()
    {
        var facts = await ledger.ReadAsync(StreamId.Of(Id));
        if (facts is []) return null;

        var now = new MessageState();
        foreach (var fact in facts) now.Apply(fact);
        var unapplied = await ledger.ReadReceiptsAsync(Id);
        return new MessageTrace
        {
            Id = Id,
            Status = now.Status,
            Subscriber = now.Subscriber,
            Source = now.Source!.Value,
            Body = facts.LastOrDefault(fact => fact.Body is not null)?.Body,
            From = now.From,
            Carrier = now.Carrier,
            ProviderId = now.ProviderId,
            Segments = now.Segments,
            Country = now.Country,
            Failure = now.Failure,
            VendorCode = now.VendorCode,
            SkipReason = now.SkipReason.Label(),
            Events =
            [
                .. facts.Select(fact => new TracedEvent(
                    fact.Id, fact.Metric, fact.At, fact.Version, fact.Failure, fact.VendorCode, MessageDetail.Read(fact.Detail).Source)),
            ],
            Receipts =
            [
                .. facts.Where(fact => fact.Raw is not null).Select(fact => new TracedReceipt(fact.At, fact.Raw!))
                    .Concat(unapplied.Where(MessageSteps.IsReceipt).Select(receipt => new TracedReceipt(receipt.At, receipt.Raw)))
                    .OrderBy(receipt => receipt.At),
            ],
            Steps = MessageSteps.Of(facts, unapplied),
        };
    }

    public async Task<MessageView> GetState()
    {
        await decision.WaitAsync();
        try
        {
            await EnsureFoldedAsync();
            return new MessageView(state.Status.ToString(), state.Source?.Value, state.Carrier, state.Version, state.Segments);
        }
        finally { decision.Release(); }
    }
}
