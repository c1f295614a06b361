using Orleans.Storage;

namespace Sms;

/// <summary>The person texts us. A turn like any other: offers wait for it, and it waits for an offer that is being submitted.</summary>
internal sealed partial class SubscriberGrain
{
    private const int Attempts = 5;

    /// <summary>After this an answer whose submit was cut off is sent again, if the provider's look-up shows that it never got it.</summary>
    private static readonly TimeSpan Surely = TimeSpan.FromSeconds(35);

    /// <summary>An answer later than this would puzzle its reader; what it says is in force all the same.</summary>
    private static readonly TimeSpan LongestOwed = TimeSpan.FromHours(4);

    /// <summary>How long an answer waits for its number; a text of the person's waits behind it.</summary>
    private static readonly TimeSpan AnswerWaits = TimeSpan.FromSeconds(10);

    /// <summary>Answers, and starts of flows, under way; a turn does not wait for a carrier that takes its time.</summary>
    private Task answering = Task.CompletedTask;

    public async Task<InboundVerdict> HearAsync(InboundText text)
    {
        // What was said before is answered before: after an opt-out nothing may be on its way.
        await answering;
        for (var attempt = 1; ; attempt++)
        {
            var person = await KnownAsync(text);
            var state = await FoldAsync();
            if (state.Knows(text.Carrier, text.ProviderId))
            {
                conversations.Counters.Repeated();
                LogHeardBefore(Id, text.ProviderId);
                return InboundVerdict.Repeated;
            }

            try
            {
                return await HearAsync(person, text, state);
            }
            catch (InconsistentStateException) when (attempt < Attempts)
            {
                // An import, or another activation of this person, wrote first: what the text does is decided again.
            }
        }
    }

    public async Task<FlagVerdict> DecideAsync(FlagDecision decision)
    {
        var move = decision == FlagDecision.OptOut ? ConsentMove.Unsubscribe : ConsentMove.Clear;
        return await DecideAsync(move, "Conversation");
    }

    public async Task<TimeSpan?> ContinueAsync(ConversationStep step, int version)
    {
        switch (step)
        {
            case ConversationStep.Answer:
                await ReadAsync();
                if (profile is null) return null;
                var state = await FoldAsync();
                if (state.At(version) is not { } fact || !state.IsStillMeant(fact, profile, clock.GetUtcNow())) return null;
                var age = clock.GetUtcNow() - fact.At;
                // By then no request is on its way any more: what the provider does not know of it never got.
                if (age > LongestOwed || await AnswerAsync(fact, profile, again: age > Surely)) return null;
                return age > Surely ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(10);
            case ConversationStep.Flag:
                await ReadAsync();
                if (profile?.FlaggedAt is not { } since) return null;
                var left = since + conversations.Options.DecideWithin - clock.GetUtcNow();
                if (left > TimeSpan.Zero) return left;
                await DecideAsync(ConsentMove.Unsubscribe, "No decision");
                return null;
            case ConversationStep.Reminder:
                await RemindAsync(version);
                return null;
            case ConversationStep.Flows:
                if ((await FoldAsync()).At(version) is { Metric: Metric.SentSms } text) await StartFlowsAsync(text);
                return null;
            case ConversationStep.Parts:
                await HearPartsAsync(version);
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Nobody handles this step");
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await answering.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        stay?.Dispose();
    }

    private async Task<InboundVerdict> HearAsync(Profile person, InboundText text, ConversationState state)
    {
        var now = clock.GetUtcNow().ToMilliseconds();
        if (text.Part is { Number: > 0 } part && !state.HasHeard(part, text.Carrier, now))
        {
            var parts = state.PartsWith(text);
            if (parts.Count < part.Total)
            {
                await conversations.OwePartsAsync(Id, state.Version + 1, now);
                await ledger.CommitAsync(ConversationEvents.Part(person, text, state.Version + 1, now));
                return InboundVerdict.Waiting;
            }

            text = text with { Body = string.Concat(parts.Select(one => one.Body)), Part = part with { Number = 0 } };
        }

        var heard = KeywordRules.Hear(text.Body, person.Country);
        if (heard.Kind == HeardKind.OptIn && person.Suppression is { } rule && hygiene.Rules.IsLiftedByOptIn(rule))
        {
            // The phone works, and whoever has it asks for texts: why the number was given up no longer holds.
            await hygiene.LiftAsync([Id]);
            await ReadAsync();
            return await HearAsync(profile!, text, await FoldAsync());
        }

        var keyword = heard.Kind == HeardKind.Nothing && heard.Phrase.Length is > 0 and <= 60 ? await FindKeywordAsync(heard.Phrase) : null;
        if (keyword?.Keyword.Flow is { } flow && await GrainFactory.Flow(flow).GetAsync() is not { Status: FlowStatus.Live })
        {
            // Decided now: were it live in a minute, this text would not start it.
            RefuseStart(flow, FlowEntryVerdict.NotLive);
            keyword = keyword with { Keyword = keyword.Keyword with { Flow = null } };
        }

        var hearing = Heed(ConversationRules.Decide(person, heard, keyword, state.OpenOptIns(person, now)), text, state, now);
        var language = heard.Language ?? KeywordBook.LanguagesOf(person.Country)[0];
        var entry = ConversationEvents.Heard(person, text, heard, hearing, keyword?.Keyword, language, state, now + conversations.Options.OptInExpiresAfter, now);

        var owed = entry.Events.Where(fact => conversations.DraftOf(fact, person) is not null).ToList();
        foreach (var fact in owed) await conversations.OweAnswerAsync(Id, fact.Version, now);
        if (InboundDetail.Read(entry.Events[0].Detail).Flows is not null) await conversations.OweStartsAsync(Id, entry.Events[0].Version, now);
        if (keyword?.Keyword.Flow is { } kept && hearing.Starts is []) RefuseStart(kept, FlowEntryVerdict.AskedAlready);
        if (hearing.Move == ConsentMove.Flag) await conversations.OweDecisionAsync(Id, now);
        if (hearing.Move == ConsentMove.Request) await conversations.OweReminderAsync(Id, entry.Events[^1].Version, now);
        await ledger.CommitAsync(entry);
        await ReadAsync();
        conversations.Counters.Heard(hearing.Heard);
        LogHeard(Id, hearing.Heard, hearing.Move);
        foreach (var fact in owed) AnswerSoon(fact, profile ?? person);
        Meanwhile(TryStartFlowsAsync(entry.Events[0]));
        foreach (var fact in entry.Events.Where(fact => conversations.IsMute(fact, person))) LogNoNumber(Id, fact.From!);
        return InboundVerdict.Heard;
    }

    /// <summary>A part never came. An opt-out in what did come must not wait for it.</summary>
    private async Task HearPartsAsync(int version)
    {
        await ReadAsync();
        var state = await FoldAsync();
        if (profile is null || state.At(version) is not { Metric: Metric.InboundPart, Carrier: { } carrier, ProviderId: { } id, From: { } to } fact) return;
        if (InboundDetail.Read(fact.Detail).Part is not { } part || state.HasHeard(part, carrier, clock.GetUtcNow())) return;
        var text = new InboundText
        {
            Carrier = carrier,
            ProviderId = id + "-joined",
            From = profile.Phone,
            Country = profile.Country,
            To = to,
            Body = fact.Body ?? "",
            ArrivedAt = fact.At,
            Part = part,
        };
        var known = string.Concat(state.PartsWith(text).Select(one => one.Body));
        await HearAsync(profile, text with { Body = known, Part = part with { Number = 0 } }, state);
    }

    /// <summary>The same hearing without an answer that the provider has given already, or that would be one too many.</summary>
    private Hearing Heed(Hearing hearing, InboundText text, ConversationState state, DateTimeOffset now)
    {
        if (hearing.Answer == AnswerKind.None) return hearing;
        var answered = text.Answered && hearing.Answer is AnswerKind.OptOut or AnswerKind.OptIn or AnswerKind.Help;
        if (!answered && state.AnswersSince(now.AddDays(-1)) < conversations.Options.AnswersADay) return hearing;
        conversations.Counters.Unanswered(answered ? "answered by the provider" : "too many");
        LogUnanswered(Id, hearing.Answer, answered);
        return hearing with { Answer = AnswerKind.None };
    }

    /// <summary>Starts the flows of a text, once: the flow knows the text.</summary>
    private async Task StartFlowsAsync(LedgerEvent text)
    {
        foreach (var flow in InboundDetail.Read(text.Detail).Starts)
            await GrainFactory.Flow(flow).EnterAsync(new FlowStart(Id, $"text/{text.Version}", text.At));
    }

    private void RefuseStart(FlowId flow, FlowEntryVerdict verdict)
    {
        flows.Started(verdict);
        LogNoFlow(Id, flow, verdict);
    }

    private async Task<FlagVerdict> DecideAsync(ConsentMove move, string method)
    {
        for (var attempt = 1; ; attempt++)
        {
            await ReadAsync();
            if (profile is null) return FlagVerdict.UnknownPerson;
            if (profile.FlaggedAt is null) return FlagVerdict.NotFlagged;
            // Who has opted out elsewhere meanwhile is out; nothing is left but the flag, and perhaps the texts that are no marketing.
            if (profile.Consent == SmsConsent.Unsubscribed)
                move = move != ConsentMove.Clear && profile.Transactional?.Consent == SmsConsent.Subscribed ? ConsentMove.UnsubscribeTransactional : ConsentMove.Clear;
            var state = await FoldAsync();
            try
            {
                await ledger.CommitAsync(ConversationEvents.Decided(profile, move, method, state.Version + 1, clock.GetUtcNow().ToMilliseconds()));
                await ReadAsync();
                LogDecided(Id, move, method);
                return FlagVerdict.Decided;
            }
            catch (InconsistentStateException) when (attempt < Attempts)
            {
                // Somebody wrote first; perhaps there is nothing left to decide.
            }
        }
    }

    private async Task<FoundKeyword?> FindKeywordAsync(string phrase)
    {
        if (await GrainFactory.SmsKeywords().FindAsync(phrase) is not { } keyword) return null;
        if (keyword.List is not { } id) return new FoundKeyword(keyword, false);
        // A list that is gone takes nobody; the answer is still good.
        return await GrainFactory.List(id).GetAsync() is { } list
            ? new FoundKeyword(keyword, keyword.DoubleOptIn ?? list.DoubleOptIn)
            : new FoundKeyword(keyword with { List = null }, false);
    }

    /// <summary>The person's row; a stranger's is made, so that what a stranger says is remembered.</summary>
    private async Task<Profile> KnownAsync(InboundText text)
    {
        await ReadAsync();
        if (profile is { } known) return known;
        var row = new ProfileWriteRow(Id, text.From, text.Country, null, null, null);
        await profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Create, [row], clock.GetUtcNow().ToMilliseconds()));
        await ReadAsync();
        return profile ?? throw new InvalidOperationException($"{Id} was written and is not there");
    }

    private async Task<ConversationState> FoldAsync() => new(await ledger.ReadAsync(StreamId.Of(Id)));

    private void AnswerSoon(LedgerEvent fact, Profile person) => Meanwhile(TryAnswerAsync(fact, person));

    private void Meanwhile(Task work) => answering = Task.WhenAll(answering.IsCompleted ? Task.CompletedTask : answering, work);

    private async Task TryStartFlowsAsync(LedgerEvent text)
    {
        try
        {
            await StartFlowsAsync(text);
        }
        catch (Exception failure)
        {
            // The agenda comes back to it.
            LogNotStarted(Id, failure);
        }
    }

    private async Task TryAnswerAsync(LedgerEvent fact, Profile person)
    {
        try
        {
            await AnswerAsync(fact, person);
        }
        catch (Exception failure)
        {
            // The agenda comes back to it.
            LogAnswerFailed(Id, failure);
        }
    }

    /// <summary>Sends the answer, once: its id follows from the event's. False while nobody knows whether the carrier has it.</summary>
    private async Task<bool> AnswerAsync(LedgerEvent fact, Profile person, bool again = false)
    {
        if (conversations.DraftOf(fact, person) is not { } draft)
        {
            if (conversations.IsMute(fact, person)) LogNoNumber(Id, fact.From!);
            return true;
        }

        if (await AheadAsync(draft) is not { } permit)
        {
            // The agenda comes back to it.
            conversations.Counters.Unanswered("number busy");
            LogNumberBusy(Id, draft.From);
            return false;
        }

        var submitted = await PacedAsync(GrainFactory.Message(ConversationDesk.AnswerId(fact)), draft with { Again = again }, permit);
        if (submitted.TooFast) desk.Paces.Throttled(draft.From, submitted.RetryAfter);
        return submitted.Verdict is SubmitVerdict.Relayed or SubmitVerdict.Refused
            || submitted.Verdict == SubmitVerdict.Already && submitted.Status is not (MessageStatus.Submitting or MessageStatus.SubmitUnknown);
    }
}
