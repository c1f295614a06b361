using Orleans.Storage;

namespace Sms;

/// <summary>Double opt-in: a request, a reminder, and nothing more until the person says yes.</summary>
internal sealed partial class SubscriberGrain
{
    public async Task<OptInVerdict> RequestOptInAsync(OptInRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            await ReadAsync();
            if (profile is null) return OptInVerdict.UnknownPerson;
            if (profile.Suppression is not null) return OptInVerdict.Suppressed;
            var now = clock.GetUtcNow().ToMilliseconds();
            if (profile.Consent == SmsConsent.Subscribed)
            {
                if (request.AskedAt is { } wished) return await JoinAsync(request, wished, now);
                await profiles.AddToListAsync(request.List, [Id], now, asked: true);
                return OptInVerdict.Joined;
            }

            if (request.AskedAt is { } asked && profile.ConsentAt >= asked) return OptInVerdict.UnsubscribedSince;

            var state = await FoldAsync();
            if (state.OpenOptIns(profile, now).Any(open => open.List == request.List)) return OptInVerdict.Pending;
            var version = state.Version + 1;
            if (conversations.NumberFor(profile.Country, version) is not { } from)
            {
                conversations.Counters.Unanswered("no number");
                return OptInVerdict.NoSendingNumber;
            }

            var detail = new InboundDetail
            {
                ConsentMethod = request.Method,
                Source = request.Source,
                List = request.List.Value,
                Language = KeywordBook.LanguagesOf(profile.Country)[0],
                ExpiresAt = now + conversations.Options.OptInExpiresAfter,
            };
            var entry = ConversationEvents.Asked(profile, from, detail, version, now);
            await conversations.OweAnswerAsync(Id, version, now);
            await conversations.OweReminderAsync(Id, version, now);
            try
            {
                await ledger.CommitAsync(entry);
                await ReadAsync();
                AnswerSoon(entry.Events[0], profile!);
                return OptInVerdict.Asked;
            }
            catch (InconsistentStateException) when (attempt < Attempts)
            {
                // Somebody wrote first; perhaps the person is subscribed by now.
            }
        }
    }

    /// <summary>Onto the list, unless the person left it after they asked for it.</summary>
    private async Task<OptInVerdict> JoinAsync(OptInRequest request, DateTimeOffset wished, DateTimeOffset now)
    {
        var row = new ProfileWriteRow(Id, null, null, null, null, null) { ConsentAt = wished };
        var written = await profiles.WriteAsync(
            new ProfileWriteSet(ProfileWriteMode.Update, [row], now, request.List, new ConsentGrant(request.Method, request.Source, Historical: false)));
        return written[0].KeptOff ? OptInVerdict.UnsubscribedFromList : OptInVerdict.Joined;
    }

    /// <summary>Once, and only while the request is open.</summary>
    private async Task RemindAsync(int version)
    {
        await ReadAsync();
        if (profile is null || profile.Suppression is not null) return;
        var state = await FoldAsync();
        var now = clock.GetUtcNow().ToMilliseconds();
        if (state.OpenOptIns(profile, now).FirstOrDefault(request => request.Version == version) is not { Reminded: false, Event: { From: { } number, Carrier: { } carrier } asked }) return;
        var detail = InboundDetail.Read(asked.Detail) with { Repeats = version };
        var next = state.Version + 1;
        // The number that asked asks again, as long as it may send.
        if (conversations.SenderFor(number, carrier, profile.Country, version) is not { } from)
        {
            conversations.Counters.Unanswered("no number");
            LogNoNumber(Id, number);
            return;
        }

        var entry = ConversationEvents.Asked(profile, from, detail, next, now);
        await conversations.OweAnswerAsync(Id, next, now);
        // Written by somebody else in between: the agenda asks again, and decides anew.
        await ledger.CommitAsync(entry);
        await ReadAsync();
        AnswerSoon(entry.Events[0], profile!);
    }
}
