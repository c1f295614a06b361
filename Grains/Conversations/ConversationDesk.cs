using System.Globalization;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>What a person's conversation needs beside the person: words, options, numbers, and the agenda that makes up for a crash.</summary>
internal sealed class ConversationDesk(
    Answers answers, ISendingNumbers numbers, IAgenda agenda, IOptions<ConversationOptions> options, ConversationCounters counters)
{
    /// <summary>An answer is sent at once; if the process dies first, this much later.</summary>
    private static readonly TimeSpan AnswerAgain = TimeSpan.FromSeconds(15);

    /// <summary>Parts of one text come within seconds of each other; what a gateway missed is sent again within minutes.</summary>
    private static readonly TimeSpan PartsWithin = TimeSpan.FromMinutes(5);

    public ConversationOptions Options => options.Value;

    public ConversationCounters Counters => counters;

    /// <summary>Put on the agenda before the event it is about: an item too many does nothing, one too few would lose an answer.</summary>
    public Task OweAnswerAsync(SubscriberId person, int version, DateTimeOffset now) =>
        agenda.ScheduleAsync(AgendaKind.Answer, KeyOf(person, version), now + AnswerAgain);

    public Task OwePartsAsync(SubscriberId person, int version, DateTimeOffset now) =>
        agenda.ScheduleAsync(AgendaKind.InboundParts, KeyOf(person, version), now + PartsWithin);

    public Task OweDecisionAsync(SubscriberId person, DateTimeOffset now) => agenda.ScheduleAsync(AgendaKind.FlaggedConversation, KeyOf(person, 0), now + Options.DecideWithin);

    /// <summary>As with an answer: flows are started at once, and this makes up for a crash.</summary>
    public Task OweStartsAsync(SubscriberId person, int version, DateTimeOffset now) =>
        agenda.ScheduleAsync(AgendaKind.FlowStart, KeyOf(person, version), now + AnswerAgain);

    /// <summary>Nothing where a reminder is not wanted, or would come too late.</summary>
    public Task OweReminderAsync(SubscriberId person, int version, DateTimeOffset now) =>
        Options.OptInReminderAfter > TimeSpan.Zero && Options.OptInReminderAfter < Options.OptInExpiresAfter
            ? agenda.ScheduleAsync(AgendaKind.OptInReminder, KeyOf(person, version), now + Options.OptInReminderAfter)
            : Task.CompletedTask;

    /// <summary>The answer that goes out for an event; null when there is none.</summary>
    public MessageDraft? DraftOf(LedgerEvent fact, Profile person)
    {
        var detail = InboundDetail.Read(fact.Detail);
        var kind = fact.Metric == Metric.ConsentRequested ? detail.Repeats is null ? AnswerKind.OptInRequest : AnswerKind.OptInReminder : detail.Answer ?? AnswerKind.None;
        if (kind == AnswerKind.None || fact.From is null || fact.Carrier is null) return null;
        if (SenderFor(fact.From, fact.Carrier, person.Country, fact.Version) is not { } from) return null;
        var body = answers.Of(kind, detail.Language ?? "en", detail.AnswerText);
        return new MessageDraft
        {
            Subscriber = person.Id,
            Source = SourceId.OfConversation(person.Id),
            To = person.Phone,
            From = from.Number,
            Carrier = from.Carrier,
            Body = body,
            Segments = SmsText.Measure(body).Segments,
            Country = person.Country,
            Automated = true,
        };
    }

    /// <summary>Something is to be answered, and no number of ours may.</summary>
    public bool IsMute(LedgerEvent fact, Profile person)
    {
        if (fact.From is null || fact.Carrier is null || SenderFor(fact.From, fact.Carrier, person.Country, fact.Version) is not null) return false;
        if (fact.Metric != Metric.ConsentRequested && InboundDetail.Read(fact.Detail).Answer is null or AnswerKind.None) return false;
        counters.Unanswered("no number");
        return true;
    }

    /// <summary>
    /// The number the person wrote to: any other would be a stranger. Where it may not send, another of ours that can be answered; null when there is none. A number that is not
    /// among ours belongs to the carrier all the same, for it has brought us the text.
    /// </summary>
    public SendingNumber? SenderFor(string texted, string carrier, string country, int ordinal) => numbers.All.FirstOrDefault(number => number.Number == texted) switch
    {
        null => new SendingNumber(texted, NumberType.LongCode, carrier, true, 0, []),
        { Verified: true } known => known,
        _ => NumberFor(country, ordinal),
    };

    /// <summary>A number of ours that a person there can text back; null when there is none.</summary>
    public SendingNumber? NumberFor(string country, int ordinal) =>
        NumberChoice.For(country, ordinal, [.. numbers.All.Where(number => number.Type != NumberType.Alphanumeric)]);

    public static MessageId AnswerId(LedgerEvent fact) => MessageId.Of(SourceId.OfConversation(fact.Subscriber), fact.At, fact.Version);

    public static (SubscriberId Person, int Version) ReadKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return (new SubscriberId(key[..slash]), int.Parse(key.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static string KeyOf(SubscriberId person, int version) => string.Create(CultureInfo.InvariantCulture, $"{person.Value}/{version}");
}
