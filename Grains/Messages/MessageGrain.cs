using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;

namespace Sms;

/// <summary>
/// Folds one message's events and owns what is added to them. A new message writes before it reads: the ledger's unique key says whether that
/// was wrong.
/// </summary>
[GrainType("message"), CollectionAgeLimit(Minutes = 2)]
internal sealed partial class MessageGrain(ILedger ledger, ICarriers carriers, TimeProvider clock, MessageCounters counters, ILogger<MessageGrain> logger)
    : Grain, IMessageGrain
{
    /// <summary>
    /// How far a provider's clock may be behind ours when a submit is looked up. Short: an earlier text with the same words must not pass for this one.
    /// </summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Receipts interleave with the submit, because a receipt may overtake its own submit response; deciding and committing do not.
    /// </summary>
    private readonly SemaphoreSlim decision = new(1, 1);
    private MessageState state = new();
    private bool folded;
    private bool throttled;

    private MessageId Id => new(this.GetPrimaryKeyString());

    public async Task<SubmitOutcome> SubmitAsync(MessageDraft draft)
    {
        var carrier = carriers.Find(draft.Carrier)
            ?? throw new InvalidOperationException($"Sending number {draft.From} belongs to carrier '{draft.Carrier}', which is not configured");

        if (!throttled && !await TryOpenAsync(draft)) return await ResumeAsync(carrier, draft);

        throttled = false;
        var reply = await carrier.SubmitAsync(new CarrierMessage(Id, draft.To, draft.From, draft.Body), CancellationToken.None);
        return await SettleAsync(reply);
    }

    public async Task<bool> SkipAsync(SubscriberId subscriber, SourceId source, SkipReason reason, string? detail)
    {
        await decision.WaitAsync();
        try
        {
            if (!folded || state.Status == MessageStatus.None)
            {
                var now = Now();
                if (await TryCreateAsync(MessageEvents.Skipped(Id, subscriber, source, reason, detail, now)))
                {
                    counters.Skipped(reason);
                    LogSkipped(Id, reason);
                }
            }

            return state.Status == MessageStatus.Skipped;
        }
        finally { decision.Release(); }
    }

    public async Task<ReceiptOutcome> RecordAsync(DeliveryReceipt receipt)
    {
        MessageTold told;
        ReceiptOutcome outcome;
        await decision.WaitAsync();
        try
        {
            await EnsureFoldedAsync();
            var before = state.Status;
            outcome = await JoinAsync(receipt);
            if (outcome == ReceiptOutcome.Parked) return outcome;
            told = new MessageTold(Id, state.Status, receipt.ArrivedAt);
            if (before == state.Status) return outcome;
        }
        finally { decision.Release(); }

        if (state.Settled)
        {
            // Nothing more is expected; a receipt that comes all the same folds the stream again. A large campaign's memory is its messages in flight.
            DeactivateOnIdle();
            await GrainFactory.Subscriber(state.Subscriber).TellAsync(told);
            counters.Settled(state.Status, told.At - state.SentAt);
        }

        return outcome;
    }

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
            Body = facts[0].Body,
            From = now.From,
            Carrier = now.Carrier,
            ProviderId = now.ProviderId,
            Segments = now.Segments,
            Country = now.Country,
            Failure = now.Failure,
            VendorCode = now.VendorCode,
            SkipReason = now.SkipReason.Label(),
            Events = [.. facts.Select(fact => new TracedEvent(fact.Id, fact.Metric, fact.At, fact.Version, fact.Failure, fact.VendorCode))],
            Receipts =
            [
                .. facts.Where(fact => fact.Raw is not null).Select(fact => new TracedReceipt(fact.At, fact.Raw!))
                    .Concat(unapplied.Select(receipt => new TracedReceipt(receipt.At, receipt.Raw)))
                    .OrderBy(receipt => receipt.At),
            ],
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

    /// <summary>Makes the intent durable. False when the message exists already.</summary>
    private async Task<bool> TryOpenAsync(MessageDraft draft)
    {
        await decision.WaitAsync();
        try
        {
            if (folded && state.Status != MessageStatus.None) return false;
            return await TryCreateAsync(MessageEvents.Submitting(Id, draft, Now()));
        }
        finally { decision.Release(); }
    }

    private async Task<bool> TryCreateAsync(LedgerEvent first)
    {
        try
        {
            await ledger.CommitAsync(new LedgerEntry(first.Stream, [first]));
        }
        catch (InconsistentStateException)
        {
            await FoldAsync();
            LogExists(Id, state.Status);
            return false;
        }

        state.Apply(first);
        folded = true;
        return true;
    }

    private async Task<SubmitOutcome> SettleAsync(SubmitReply reply)
    {
        await decision.WaitAsync();
        try
        {
            if (reply.Kind == SubmitKind.Throttled)
            {
                throttled = !state.Relayed;
                counters.Throttled();
                LogThrottled(Id, reply.VendorCode, reply.Detail);
                return new SubmitOutcome(throttled ? SubmitVerdict.Throttled : SubmitVerdict.Relayed, state.Status);
            }

            if (MessageLifecycle.Weigh(state, reply.Kind) is { } metric)
            {
                var next = MessageEvents.Next(Id, state, state.Version + 1, metric, Now());
                await AppendAsync([next with { ProviderId = reply.ProviderId, VendorCode = reply.VendorCode, Failure = reply.Failure }]);
                if (metric != Metric.RelayedSms) LogNotRelayed(Id, metric, reply.VendorCode, reply.Detail);
            }

            return new SubmitOutcome(VerdictNow(), state.Status);
        }
        finally { decision.Release(); }
    }

    /// <summary>
    /// The message exists. If its submit was cut off before the answer was durable, the provider is asked whether it has it: a text is never
    /// sent again on a guess.
    /// </summary>
    private async Task<SubmitOutcome> ResumeAsync(ICarrier carrier, MessageDraft draft)
    {
        if (state.Status is not (MessageStatus.Submitting or MessageStatus.SubmitUnknown)) return new SubmitOutcome(SubmitVerdict.Already, state.Status);

        var match = await LookUpAsync(carrier, draft.To);
        LogLookedUp(Id, match is not null);
        var outcome = await SettleAsync(match is null ? SubmitReply.Unknown(null, "not settled by the provider's look-up") : SubmitReply.Accepted(match.ProviderId));
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

    private async Task<ReceiptOutcome> JoinAsync(DeliveryReceipt receipt)
    {
        for (var attempt = 1; ; attempt++)
        {
            var weighed = MessageLifecycle.Weigh(state, receipt.Status);
            try
            {
                switch (weighed)
                {
                    case { Outcome: ReceiptOutcome.Parked }:
                        await ParkAsync(receipt);
                        break;
                    case { News.Count: 0 }:
                        await KeepAsync(receipt);
                        break;
                    default:
                        await AppendAsync(EventsOf(receipt, weighed.News));
                        break;
                }

                counters.Receipt(weighed.Outcome, receipt.Status);
                if (weighed.Outcome != ReceiptOutcome.Recorded) LogReceiptIgnored(Id, weighed.Outcome, receipt.VendorStatus);
                return weighed.Outcome;
            }
            catch (InconsistentStateException) when (attempt < 3)
            {
                // Another activation of this message wrote first: the receipt is weighed again against what it wrote.
                await FoldAsync();
            }
        }
    }

    private LedgerEvent[] EventsOf(DeliveryReceipt receipt, IReadOnlyList<Metric> news)
    {
        var at = Now();
        var events = new LedgerEvent[news.Count];
        for (var i = 0; i < events.Length; i++)
        {
            var next = MessageEvents.Next(Id, state, state.Version + 1 + i, news[i], at) with { ProviderId = receipt.ProviderId };
            if (news[i] is Metric.FailedToDeliverSms or Metric.DeliveryConflict) next = next with { Failure = receipt.Failure, VendorCode = receipt.VendorCode };
            // The receipt belongs to the last event it caused: that is the one it speaks of.
            events[i] = i == events.Length - 1 ? next with { Raw = receipt.Raw } : next;
        }

        return events;
    }

    private async Task AppendAsync(LedgerEvent[] events)
    {
        try
        {
            await ledger.CommitAsync(new LedgerEntry(events[0].Stream, events));
        }
        catch (InconsistentStateException)
        {
            // Another activation wrote first, or a commit we took for lost was not: what was decided on is out of date, and would be for every further try.
            (state, folded) = (new MessageState(), false);
            throw;
        }

        foreach (var fact in events) state.Apply(fact);
    }

    private Task KeepAsync(DeliveryReceipt receipt) => ledger.CommitAsync(new LedgerEntry(StreamId.Of(Id), [])
    {
        Receipt = new UnappliedReceipt(
            Id, Guid.CreateVersion7(receipt.ArrivedAt), receipt.ArrivedAt, receipt.Carrier, receipt.ProviderId, receipt.VendorStatus, receipt.Raw),
    });

    private Task ParkAsync(DeliveryReceipt receipt) => ledger.CommitAsync(new LedgerEntry(StreamId.Of(Id), [])
    {
        Parked = new ParkedReceipt(
            Guid.CreateVersion7(receipt.ArrivedAt), receipt.ArrivedAt, receipt.Carrier, Id.Value, receipt.ProviderId, receipt.VendorStatus, receipt.Raw),
    });

    private ValueTask EnsureFoldedAsync() => folded ? ValueTask.CompletedTask : new ValueTask(FoldAsync());

    private async Task FoldAsync()
    {
        var facts = await ledger.ReadAsync(StreamId.Of(Id));
        var now = new MessageState();
        foreach (var fact in facts) now.Apply(fact);
        (state, folded) = (now, facts.Count > 0);
    }

    private SubmitVerdict VerdictNow() =>
        state.Relayed ? SubmitVerdict.Relayed : state.Refused ? SubmitVerdict.Refused : SubmitVerdict.Unknown;

    private DateTimeOffset Now() => clock.GetUtcNow().ToMilliseconds();
}
