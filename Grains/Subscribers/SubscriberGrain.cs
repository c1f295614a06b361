using Microsoft.Extensions.Logging;
using Orleans.GrainDirectory;
using Orleans.Placement;

namespace Sms;

/// <summary>
/// One person. Reads the row when it wakes up, or when a sender has seen a newer one; consent is taken away here and nowhere else, and turns do
/// not overlap, so an acknowledged opt-out is a barrier to every later submit.
/// </summary>
[GrainType(AtHome.Person), GrainDirectory(AtHome.Directory), PreferLocalPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class SubscriberGrain(
    IPeopleHere here, IProfileStore profiles, ILedger ledger, OfferDesk desk, SendingHistory history, ConversationDesk conversations, HygieneDesk hygiene, FlowCounters flows, TimeProvider clock,
    MessageCounters counters, ILogger<SubscriberGrain> logger)
    : Grain, ISubscriberGrain
{
    private IDisposable? stay;
    private Profile? profile;
    private bool read;
    // What counts against one more text. Turns do not overlap, so of two campaigns that race for the person the second sees what the first did. Null: nobody asked yet.
    private List<RecentSend>? recent;
    private DateTimeOffset? lastSubmittedAt;
    private DateTimeOffset? lastReceivedAt;

    private SubscriberId Id => new(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        stay = here.Enter(Id, GrainContext);
        return Task.CompletedTask;
    }

    public async Task<OfferOutcome> OfferAsync(Offer offer)
    {
        await PrepareAsync(offer);
        var message = GrainFactory.Message(offer.Message);
        while (true)
        {
            var decision = desk.Decide(profile, offer, recent ?? []);
            if (decision.Until is { } until)
            {
                counters.Deferred(decision.Reason);
                LogDeferred(offer.Message, until, decision.Reason);
                return OfferOutcome.Deferred(until, decision.Reason, decision.Detail);
            }

            if (decision.Draft is not { } draft)
            {
                if (!offer.Again) await message.SkipAsync(Id, offer.Source, decision.Reason, decision.Detail);
                LogDeclined(offer.Message, decision.Reason);
                return OfferOutcome.Declined(decision.Reason);
            }

            NumberPermit? permit = null;
            if (desk.Paces.Of(draft.From) is { } pace && !(offer.Permit is { } held && held.Number == draft.From && held.Segments >= draft.Segments))
            {
                // A wave waits with what it has to send, not the person: a STOP would wait, too. Who sends one again has nobody else to wait.
                permit = offer.Again ? await AheadAsync(draft) : pace.TryTake(draft.Segments);
                if (permit is null) return OfferOutcome.Waiting(draft.From, draft.Segments);
            }

            if (offer.Again) draft = draft with { Again = true };
            var submitted = await (permit is null ? message.SubmitAsync(draft) : PacedAsync(message, draft, permit));
            // The hours it was allowed in ended while it waited for its turn: the rules are asked again.
            if (submitted.Verdict == SubmitVerdict.TooLate) continue;
            if (submitted.Verdict != SubmitVerdict.Throttled) lastSubmittedAt = clock.GetUtcNow();
            if (submitted.Verdict is SubmitVerdict.Relayed or SubmitVerdict.Unknown) Remember(offer);
            if (submitted.Verdict == SubmitVerdict.Refused) await HeedAsync(submitted.Failure, clock.GetUtcNow());
            if (submitted.TooFast) desk.Paces.Throttled(draft.From, submitted.RetryAfter);
            return OfferOutcome.Submitted(submitted.Verdict) with { SinceAnswer = submitted.SinceAnswer };
        }
    }

    public async Task TellAsync(MessageTold told)
    {
        if (told.Status == MessageStatus.Failed) await HeedAsync(told.Failure, told.At);
        if (told.Status == MessageStatus.Received && !(lastReceivedAt > told.At)) lastReceivedAt = told.At;

        // What it sent has been settled, and the ledger knows the rest: a large campaign's memory is the people it is still waiting for.
        if (lastSubmittedAt is not null && told.Status is (MessageStatus.Received or MessageStatus.Failed)) DeactivateOnIdle();
    }

    public async Task<ConsentVerdict> UnsubscribeAsync(ConsentChange change)
    {
        // Whatever becomes of the write, what was known before it is not to be relied on.
        read = false;
        var person = new ProfileWriteRow(Id, null, null, null, null, null);
        var written = await profiles.WriteAsync(
            new ProfileWriteSet(ProfileWriteMode.Update, [person], clock.GetUtcNow().ToMilliseconds()) { Withdrawal = change });
        await ReadAsync();
        if (!written[0].Written) return ConsentVerdict.UnknownPerson;
        if (!written[0].Changed) return ConsentVerdict.Already;
        LogUnsubscribed(Id, change.Method);
        return ConsentVerdict.Changed;
    }

    public async Task<bool> EraseAsync()
    {
        // An answer that is on its way would write its words behind the erasure's back.
        await answering;
        read = false;
        var erased = await profiles.EraseAsync(Id, clock.GetUtcNow().ToMilliseconds());
        await ReadAsync();
        LogErased(Id);
        return erased;
    }

    public Task<SubscriberTotals> GetTotalsAsync() => ledger.CountAsync(Id);

    public async Task<SubscriberView> GetState()
    {
        await EnsureReadAsync(0);
        return new SubscriberView(profile?.Consent.ToString() ?? "Unknown", profile?.Suppression, lastSubmittedAt, lastReceivedAt, profile?.Revision ?? 0);
    }

    private async ValueTask PrepareAsync(Offer offer)
    {
        if (!desk.Ready.IsCompleted) await desk.Ready;
        if (recent is null && history.IsAskedFor(offer.Rules))
        {
            await history.PrepareAsync();
            (profile, recent) = await history.ReadAsync(Id);
            read = true;
        }
        // An offer made again comes long after the first: what is known of the person may be as old.
        else if (offer.Again) await ReadAsync();
        else await EnsureReadAsync(offer.Revision);
    }

    private static async Task<SubmitOutcome> PacedAsync(IMessageGrain message, MessageDraft draft, NumberPermit permit)
    {
        try
        {
            var submitted = await message.SubmitAsync(draft);
            permit.Settle(OfferOutcome.Submitted(submitted.Verdict) with { SinceAnswer = submitted.SinceAnswer });
            return submitted;
        }
        finally { permit.Answered(); }
    }

    /// <summary>A permit before the campaigns'; null when there is none within <see cref="AnswerWaits"/>.</summary>
    private async Task<NumberPermit?> AheadAsync(MessageDraft draft)
    {
        if (desk.Paces.Of(draft.From) is not { } pace) return NumberPermit.Free;
        using var patience = new CancellationTokenSource(AnswerWaits, clock);
        try { return await pace.TakeAsync(draft.Segments, ahead: true, patience.Token); }
        catch (OperationCanceledException) { return null; }
    }

    /// <summary>
    /// Takes the number out of use if one failure of the kind is enough, unless its owner opted in behind it. Should the news be lost, the nightly round finds it in
    /// the ledger.
    /// </summary>
    private async Task HeedAsync(FailureType failure, DateTimeOffset at)
    {
        if (hygiene.Rules.BrokenBy(failure) is not { } rule) return;
        read = false;
        if (await hygiene.SuppressAsync([Id], rule, at) > 0) LogSuppressed(Id, rule.Name);
    }

    private void Remember(Offer offer)
    {
        if (recent is null) return;
        var now = clock.GetUtcNow();
        recent.Add(new RecentSend(now, offer.Source, offer.Message, offer.Rules?.Tags));
        history.Forget(recent, now);
    }

    // Revision 0: the sender found no row. Who was erased is not texted because of what is remembered here.
    private ValueTask EnsureReadAsync(long revision) =>
        read && revision > 0 && profile?.Revision >= revision ? ValueTask.CompletedTask : new ValueTask(ReadAsync());

    private async Task ReadAsync()
    {
        profile = await profiles.ReadAsync(Id);
        read = true;
    }
}
