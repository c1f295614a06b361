using Orleans.Storage;

namespace Sms;

/// <summary>What happens to a message nobody has had the last word on: it is submitted again after a crash, or a sweep comes to ask for it.</summary>
internal sealed partial class MessageGrain
{
    /// <summary>What is found where nobody can be asked.</summary>
    private const string NoCarrier = "carrier not configured";

    private static readonly TimeSpan GivenUp = TimeSpan.FromHours(1);

    /// <summary>After this no request to the provider is on its way any more.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    public async Task<SettleVerdict> SettleAsync(SettleOrder order)
    {
        await decision.WaitAsync();
        try { await EnsureFoldedAsync(); }
        finally { decision.Release(); }

        // Certainly not sent, and whoever was put off is still at it. Nobody is who has not tried for an hour when the last stage comes: it asks once.
        if (throttled && !(order.Stage == SettleStage.Confirm && clock.GetUtcNow() - turnedAway?.At >= GivenUp)) return SettleVerdict.Pending;
        if (carriers.Find(state.Carrier ?? "") is not { } carrier) return await SettleAloneAsync(order);
        if (AwaitsAnswer) return await SettleSubmitAsync(carrier, order);
        if (!OwesReceipt) return SettleVerdict.Settled;
        return order.Stage == SettleStage.Confirm ? await ConfirmAsync(carrier, order) : SettleVerdict.Settled;
    }

    private string NotConfigured => $"carrier '{state.Carrier}' is not configured";

    private TimeSpan SinceSubmit => clock.GetUtcNow() - state.SubmittedAt;

    /// <summary>Nothing is sent again later than this after its first submit: it would come as a surprise.</summary>
    private bool IsYoung => clock.GetUtcNow() - state.SentAt < confirmation.Value.ConfirmAfter;

    private bool OwesReceipt => state is { Relayed: true, Status: MessageStatus.Relayed or MessageStatus.Sent };

    private bool AwaitsAnswer => state.Status is MessageStatus.Submitting or MessageStatus.SubmitUnknown;

    /// <summary>
    /// The message exists. If its submit was cut off before the answer was durable, the provider is asked whether it has it: a text is never
    /// sent again on a guess.
    /// </summary>
    private async Task<SubmitOutcome> ResumeAsync(MessageDraft draft)
    {
        if (!AwaitsAnswer) return new SubmitOutcome(SubmitVerdict.Already, state.Status);

        // Whom it was given to stands in its stream; the draft names whom it would be given to today.
        if (carriers.Find(state.Carrier ?? "") is not { } carrier)
        {
            LogNotLookedUp(Id, NotConfigured);
            return await ConcludeAsync(SubmitReply.Unknown(null, NotConfigured), ReceiptSource.LookUp, []);
        }

        try
        {
            var body = await ReadBodyAsync();
            var look = await reads.LookUpAsync(carrier, Id, state, body ?? "", draft.To);
            LogLookedUp(Id, look.Match is not null);
            if (look.Match is { } match) return await AdoptAsync(carrier, match);
            // Without words: erased, and its person has come back since.
            if (draft.Again && body is not null && look.Absent && SinceSubmit >= LongestRequest) return await SubmitAgainAsync(carrier, draft, body);
        }
        catch (CarrierUnreachableException silent)
        {
            // It stays unknown: a receipt or a later look-up may settle it, and one person waits for no carrier that is down.
            LogNotLookedUp(Id, silent.Message);
        }

        return await ConcludeAsync(carrier, SubmitReply.Unknown(null, "not settled by the provider's look-up"), ReceiptSource.LookUp);
    }

    private async Task<SettleVerdict> SettleSubmitAsync(ICarrier carrier, SettleOrder order)
    {
        var found = "unreachable";
        try
        {
            if (order.To is { } to)
            {
                var look = await reads.LookUpAsync(carrier, Id, state, await ReadBodyAsync() ?? "", to);
                LogLookedUp(Id, look.Match is not null);
                if (look.Match is { } match)
                {
                    await AdoptAsync(carrier, match);
                    return SettleVerdict.Settled;
                }

                found = look.Absent ? "absent" : "ambiguous";
                // Its last submit counts, whichever step the sweep came for: a provider's list may be behind by minutes.
                if (look.Absent && order.Stage == SettleStage.Prove && SinceSubmit >= confirmation.Value.ProofAfter && IsYoung)
                {
                    await NoteAsync(carrier, found);
                    return SettleVerdict.Absent;
                }
            }
            else found = "erased";
        }
        catch (CarrierUnreachableException silent)
        {
            LogNotLookedUp(Id, silent.Message);
            if (!order.GiveUp) return SettleVerdict.Unreachable;
        }

        if (order.Stage != SettleStage.Confirm)
        {
            await NoteAsync(carrier, found);
            return SettleVerdict.Pending;
        }

        return await GiveUpAsync(found) || !AwaitsAnswer ? SettleVerdict.Settled : SettleVerdict.Unreachable;
    }

    /// <summary>A look-up that settled nothing moves nothing, and still belongs in the trace.</summary>
    private Task<TimeSpan> NoteAsync(ICarrier carrier, string found)
    {
        var at = Now();
        var source = ReceiptSource.LookUp.Label();
        return ledger.CommitAsync(new LedgerEntry(StreamId.Of(Id), [])
        {
            Receipt = new UnappliedReceipt(
                Id, EventIds.At(at), at, carrier.Name, null, found, $"{source}: {found}", new ReceiptDetail(StepDecision.Unsettled, source).Write()),
        });
    }

    /// <summary>The provider has it: the submit is answered, and what else it knows counts as a receipt, for its callback may have met a gateway that was down.</summary>
    private async Task<SubmitOutcome> AdoptAsync(ICarrier carrier, CarrierRecord match)
    {
        var outcome = await ConcludeAsync(carrier, SubmitReply.Accepted(match.ProviderId), ReceiptSource.LookUp);
        if (match.Status <= DeliveryStatus.Accepted) return outcome;
        await RecordAsync(match.ToReceipt(carrier.Name, ReceiptSource.LookUp, Now()));
        return new SubmitOutcome(VerdictNow(), state.Status);
    }

    /// <summary>The provider is asked for a receipt that never came; what it does not know either is unconfirmed.</summary>
    private async Task<SettleVerdict> ConfirmAsync(ICarrier carrier, SettleOrder order)
    {
        var found = "unreachable";
        try
        {
            var record = state.ProviderId is { } id ? await reads.FetchAsync(carrier, id) : null;
            if (record?.Status > DeliveryStatus.Unconfirmed)
            {
                await RecordAsync(record.ToReceipt(carrier.Name, ReceiptSource.Fetch, Now()));
                return SettleVerdict.Settled;
            }

            found = record?.VendorStatus ?? "absent";
        }
        catch (CarrierUnreachableException silent)
        {
            LogNotFetched(Id, silent.Message);
            if (!order.GiveUp) return SettleVerdict.Unreachable;
        }

        return await UnconfirmAsync(carrier.Name, found);
    }

    /// <summary>Its carrier is not configured (any more): nobody is left to ask, no receipt of it would be believed, and only the clock goes on.</summary>
    private async Task<SettleVerdict> SettleAloneAsync(SettleOrder order)
    {
        if (order.Stage != SettleStage.Confirm) return SettleVerdict.Pending;
        if (AwaitsAnswer)
        {
            LogNotLookedUp(Id, NotConfigured);
            return await GiveUpAsync(NoCarrier) || !AwaitsAnswer ? SettleVerdict.Settled : SettleVerdict.Unreachable;
        }

        if (!OwesReceipt) return SettleVerdict.Settled;
        LogNotFetched(Id, NotConfigured);
        return await UnconfirmAsync(state.Carrier ?? "", NoCarrier);
    }

    private async Task<SettleVerdict> UnconfirmAsync(string carrier, string found)
    {
        LogUnconfirmed(Id, found);
        await RecordAsync(new DeliveryReceipt
        {
            Carrier = carrier,
            ProviderId = state.ProviderId ?? "",
            Status = DeliveryStatus.Unconfirmed,
            VendorStatus = found,
            Raw = $"fetch: {found}",
            ArrivedAt = Now(),
            Source = ReceiptSource.Fetch,
        });
        return SettleVerdict.Settled;
    }

    /// <summary>The look-up has just proved that the provider never got it. The intent to send it again is durable before it is, like the first.</summary>
    private async Task<SubmitOutcome> SubmitAgainAsync(ICarrier carrier, MessageDraft draft, string body)
    {
        if (!await TryAppendAsync(Metric.Resubmitting, new MessageDetail { Source = ReceiptSource.LookUp.Label(), Found = "absent" }))
            return new SubmitOutcome(SubmitVerdict.Already, state.Status);
        LogSubmittedAgain(Id);
        counters.SubmittedAgain();
        // The same words from the same number: a look-up must be able to recognise it, whatever has changed since.
        var called = clock.GetTimestamp();
        var message = new CarrierMessage(Id, draft.To, state.From!, body) { Validity = draft.ValidUntil - clock.GetUtcNow() };
        var reply = await carrier.SubmitAsync(message, CancellationToken.None);
        counters.Submitted(carrier.Name, reply, clock.GetElapsedTime(called));
        var outcome = await ConcludeAsync(carrier, reply);
        // Nobody waits to try once more, as a wave does; the next sweep will.
        throttled = false;
        return outcome;
    }

    private async Task<bool> GiveUpAsync(string found)
    {
        if (!await TryAppendAsync(Metric.SubmitUnconfirmed, new MessageDetail { Source = ReceiptSource.LookUp.Label(), Found = found })) return false;
        LogUnconfirmed(Id, found);
        return true;
    }

    /// <summary>Appends to a submit that still has no answer; false when it got one meanwhile, here or elsewhere.</summary>
    /// <param name="draft">What it is to be from here on; null: as before.</param>
    private async Task<bool> TryAppendAsync(Metric metric, MessageDetail detail, MessageDraft? draft = null)
    {
        await decision.WaitAsync();
        try
        {
            if (!AwaitsAnswer) return false;
            var next = MessageEvents.Next(Id, state, state.Version + 1, metric, Now()) with { Detail = detail.Write() };
            if (draft is not null) next = next with { From = draft.From, Carrier = draft.Carrier, Segments = (short)draft.Segments, Body = draft.Body };
            await AppendAsync([next]);
            return true;
        }
        catch (InconsistentStateException)
        {
            await FoldAsync();
            return false;
        }
        finally { decision.Release(); }
    }

    /// <summary>What it said when it was handed to the carrier last; null when its person was erased.</summary>
    private async Task<string?> ReadBodyAsync() => (await ledger.ReadAsync(StreamId.Of(Id))).LastOrDefault(fact => fact.Body is not null)?.Body;
}
