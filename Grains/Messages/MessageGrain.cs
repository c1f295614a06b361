using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;
using Orleans.Storage;

namespace Sms;

/// <summary>
/// Folds one message's events and owns what is added to them. A new message writes before it reads: the ledger's unique key says whether that
/// was wrong.
/// </summary>
[GrainType(AtHome.Message), GrainDirectory(AtHome.Directory), PreferLocalPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class MessageGrain(
    ILedger ledger, ICarriers carriers, SubmitWindows windows, ProviderReads reads, ReceiptParking parking, IOptions<ConfirmationOptions> confirmation, TimeProvider clock,
    MessageCounters counters, ILogger<MessageGrain> logger)
    : Grain, IMessageGrain
{
    /// <summary>
    /// Receipts interleave with the submit, because a receipt may overtake its own submit response; deciding and committing do not.
    /// </summary>
    private readonly SemaphoreSlim decision = new(1, 1);
    /// <summary>As Orleans has it: what was set before no longer counts.</summary>
    private static readonly TimeSpan RegularAge = TimeSpan.FromTicks(-1);

    private MessageState state = new();
    private bool folded;
    private bool throttled;

    /// <summary>How long the intent waited for company in the ledger.</summary>
    private TimeSpan gathered;

    /// <summary>A submit is under way. Whoever is about to leave memory takes no more calls, and a provider may wait for its callbacks' answers before it answers the submit.</summary>
    private bool submitting;

    /// <summary>Of what was turned away a hash of its words, for an erasure does not come here, and when that was; null: nothing waits to be tried again.</summary>
    private TurnedAway? turnedAway;

    private MessageId Id => new(this.GetPrimaryKeyString());

    private bool IsTurnedAway => throttled && state.Status == MessageStatus.Submitting;

    public async Task<SubmitOutcome> SubmitAsync(MessageDraft draft)
    {
        using var span = MessageSpans.Start("sms.submit", ActivityKind.Producer, Id)?.SetTag(MessageSpans.CarrierTag, draft.Carrier);
        var carrier = carriers.Find(draft.Carrier)
            ?? throw new InvalidOperationException($"Sending number {draft.From} belongs to carrier '{draft.Carrier}', which is not configured");

        // The intent is made durable behind the window: it never runs ahead of the requests under way, and a crash leaves no more unknown than those.
        var window = windows.Of(carrier);
        var asked = clock.GetTimestamp();
        await window.EnterAsync();
        var entered = clock.GetTimestamp();
        TimeSpan? took = null;
        submitting = true;
        try
        {
            counters.Waited(carrier.Name, clock.GetElapsedTime(asked, entered));
            span?.AddEvent(new ActivityEvent("in the submit window"));
            if (draft.ValidUntil <= clock.GetUtcNow())
            {
                LogTooLate(Id, draft.ValidUntil.Value);
                return new SubmitOutcome(SubmitVerdict.TooLate, state.Status);
            }

            // What was put off is open already, unless somebody else has decided about it since.
            gathered = TimeSpan.Zero;
            var putOff = IsTurnedAway;
            if (!await (putOff ? TryReopenAsync(draft) : TryOpenAsync(draft))) return await ResumeAsync(draft);

            if (putOff) DelayDeactivation(RegularAge);
            throttled = false;
            span?.AddEvent(new ActivityEvent("the intent is durable"));
            var called = clock.GetTimestamp();
            var reply = await carrier.SubmitAsync(new CarrierMessage(Id, draft.To, draft.From, draft.Body) { Validity = draft.ValidUntil - clock.GetUtcNow() }, CancellationToken.None);
            counters.Submitted(carrier.Name, reply, clock.GetElapsedTime(called));
            var answered = clock.GetTimestamp();
            if (reply.Kind is SubmitKind.Accepted or SubmitKind.Refused) took = clock.GetElapsedTime(entered, answered) - gathered;
            var outcome = await ConcludeAsync(carrier, reply) with { SinceAnswer = clock.GetElapsedTime(answered) };
            turnedAway = throttled ? new TurnedAway(HashOf(draft.Body), clock.GetUtcNow()) : null;
            span?.SetTag(MessageSpans.OutcomeTag, outcome.Verdict.ToString());
            return outcome;
        }
        finally
        {
            window.Leave(took);
            submitting = false;
            if (state.Settled) DeactivateOnIdle();
        }
    }

    public async Task<bool> SkipAsync(SubscriberId subscriber, SourceId source, SkipReason reason, string? detail)
    {
        if (IsTurnedAway) return await WithdrawAsync(reason);
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
        using var span = MessageSpans.StartRecord(Id)?.SetTag(MessageSpans.CarrierTag, receipt.Carrier).SetTag("sms.receipt.status", receipt.Status.ToString());
        MessageTold told;
        ReceiptOutcome outcome;
        await decision.WaitAsync();
        try
        {
            await EnsureFoldedAsync();
            var before = state.Status;
            outcome = await JoinAsync(receipt);
            span?.SetTag(MessageSpans.OutcomeTag, outcome.ToString());
            if (outcome == ReceiptOutcome.Parked) return outcome;
            told = new MessageTold(Id, state.Status, receipt.ArrivedAt) { Failure = state.Failure };
            if (before == state.Status) return outcome;
        }
        finally { decision.Release(); }

        if (state.Settled)
        {
            // Nothing more is expected; a receipt that comes all the same folds the stream again. A large campaign's memory is its messages in flight.
            if (!submitting) DeactivateOnIdle();
            await GrainFactory.Subscriber(state.Subscriber).TellAsync(told);
            // From the submit and not from its answer, which a receipt may overtake.
            counters.Settled(receipt.Carrier, state.Status, told.At - state.SubmittedAt);
        }

        return outcome;
    }

    /// <summary>Makes the intent durable. False when the message exists already.</summary>
    private async ValueTask<bool> TryOpenAsync(MessageDraft draft)
    {
        await decision.WaitAsync();
        try
        {
            if (folded && state.Status != MessageStatus.None) return false;
            return await TryCreateAsync(MessageEvents.Submitting(Id, draft, Now()));
        }
        finally { decision.Release(); }
    }

    /// <summary>
    /// What was turned away goes out as it is decided today. Where that is another number, another carrier or other words, they are durable before: look-ups, receipts
    /// and the books go by them. False: somebody else has decided about it meanwhile.
    /// </summary>
    private ValueTask<bool> TryReopenAsync(MessageDraft draft) => state.From == draft.From && state.Carrier == draft.Carrier && turnedAway?.Words == HashOf(draft.Body)
        ? ValueTask.FromResult(true)
        : new ValueTask<bool>(TryAppendAsync(Metric.Resubmitting, new MessageDetail { Found = "turned away" }, draft));

    /// <summary>The rules say no to what its provider turned away. It was certainly not sent, and its intent is counted: so it is refused and not skipped.</summary>
    private async Task<bool> WithdrawAsync(SkipReason reason)
    {
        if (!await TryAppendAsync(Metric.RefusedSms, new MessageDetail { Declined = reason })) return false;
        (throttled, turnedAway) = (false, null);
        DelayDeactivation(RegularAge);
        counters.Skipped(reason);
        LogWithdrawn(Id, reason);
        return true;
    }

    private async Task<bool> TryCreateAsync(LedgerEvent first)
    {
        try
        {
            gathered = await ledger.CommitAsync(new LedgerEntry(first.Stream, [first]));
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

    private async Task<ReceiptOutcome> JoinAsync(DeliveryReceipt receipt)
    {
        for (var attempt = 1; ; attempt++)
        {
            var weighed = MessageLifecycle.Weigh(state, Report.Of(receipt));
            try
            {
                switch (weighed)
                {
                    case { Outcome: ReceiptOutcome.Parked }:
                        await ParkAsync(receipt);
                        break;
                    case { News.Count: 0 }:
                        await KeepAsync(receipt, MessageLifecycle.Ignore(state, Report.Of(receipt)));
                        break;
                    default:
                        await AppendAsync(EventsOf(receipt, weighed.News));
                        break;
                }

                counters.Receipt(receipt.Carrier, receipt.Status, weighed.Outcome);
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
        var detail = MessageDetail.Of(receipt, at);
        var events = new LedgerEvent[news.Count];
        for (var i = 0; i < events.Length; i++)
        {
            var next = MessageEvents.Next(Id, state, state.Version + 1 + i, news[i], at) with { ProviderId = receipt.ProviderId, Detail = detail };
            if (news[i] is Metric.FailedToDeliverSms or Metric.DeliveryConflict or Metric.FailureExplained)
                next = next with { Failure = receipt.Failure, VendorCode = receipt.VendorCode };
            if (news[i] == Metric.PartReported) next = next with { Detail = MessageDetail.OfPart(receipt, at) };
            // The receipt belongs to the last event it caused: that is the one it speaks of.
            events[i] = i == events.Length - 1 ? next with { Raw = receipt.Raw } : next;
        }

        return events;
    }

    private async Task AppendAsync(LedgerEvent[] events, IReadOnlyList<ProviderKey>? keys = null)
    {
        try
        {
            await ledger.CommitAsync(new LedgerEntry(events[0].Stream, events) { ProviderKeys = keys ?? [] });
        }
        catch (InconsistentStateException)
        {
            // Another activation wrote first, or a commit we took for lost was not: what was decided on is out of date, and would be for every further try.
            // Nor is what was turned away here known to be unsent any more.
            (state, folded, throttled, turnedAway) = (new MessageState(), false, false, null);
            throw;
        }

        foreach (var fact in events) state.Apply(fact);
    }

    private Task<TimeSpan> KeepAsync(DeliveryReceipt receipt, StepDecision decided) => ledger.CommitAsync(new LedgerEntry(StreamId.Of(Id), [])
    {
        Receipt = new UnappliedReceipt(
            Id, EventIds.At(receipt.ArrivedAt), receipt.ArrivedAt, receipt.Carrier, receipt.ProviderId, receipt.VendorStatus, receipt.Raw,
            new ReceiptDetail(decided, receipt.Source.Label(), receipt.VendorCode).Write()),
    });

    private Task<TimeSpan> ParkAsync(DeliveryReceipt receipt) => ledger.CommitAsync(new LedgerEntry(StreamId.Of(Id), [])
    {
        Parked = new ParkedReceipt(
            EventIds.At(receipt.ArrivedAt), receipt.ArrivedAt, receipt.Carrier, Id.Value, receipt.ProviderId, receipt.VendorStatus, receipt.Raw)
        { Receipt = receipt },
    });

    private ValueTask EnsureFoldedAsync() => folded ? ValueTask.CompletedTask : new ValueTask(FoldAsync());

    private async Task FoldAsync()
    {
        var facts = await ledger.ReadAsync(StreamId.Of(Id));
        var now = new MessageState();
        foreach (var fact in facts) now.Apply(fact);
        (state, folded) = (now, facts.Count > 0);
    }

    private DateTimeOffset Now() => clock.GetUtcNow().ToMilliseconds();

    private static string HashOf(string body) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    private sealed record TurnedAway(string Words, DateTimeOffset At);
}
