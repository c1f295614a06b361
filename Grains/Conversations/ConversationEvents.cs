namespace Sms;

/// <summary>Writes a conversation's entries: the events of the person's stream and the row that follows from them, durable together.</summary>
internal static class ConversationEvents
{
    /// <summary>A text, and what it does.</summary>
    /// <param name="expires">Until when a yes counts, where a confirmation is asked for.</param>
    public static LedgerEntry Heard(
        Profile person, InboundText text, Heard heard, Hearing hearing, SmsKeyword? keyword, string language, ConversationState state, DateTimeOffset expires, DateTimeOffset at)
    {
        var version = state.Version;
        var word = keyword?.Word ?? heard.Word;
        List<string>? flows = hearing.Starts.Count > 0 ? [.. hearing.Starts.Select(flow => flow.Value)] : null;
        var said = Next(person, ++version, Metric.SentSms, at) with
        {
            From = text.To,
            Carrier = text.Carrier,
            ProviderId = text.ProviderId,
            Body = text.Body,
            Segments = (short)Math.Min(SmsText.Measure(text.Body).Segments, short.MaxValue),
            Detail = new InboundDetail
            {
                Heard = hearing.Heard,
                Word = word,
                Language = hearing.Answer == AnswerKind.None ? null : language,
                Answer = hearing.Answer == AnswerKind.None ? null : hearing.Answer,
                Part = text.Part,
                AnswerText = hearing.Answer == AnswerKind.Keyword ? keyword?.Reply : null,
                Flows = hearing.Move == ConsentMove.Request ? null : flows,
            }.Write(),
        };
        var consent = new InboundDetail { ConsentMethod = InboundDetail.Method, Word = word, ProviderId = text.ProviderId, List = hearing.Joins.Count > 0 ? hearing.Joins[0].Value : null };
        List<LedgerEvent> events = [said];
        if (MetricOf(hearing.Move) is { } metric)
        {
            var open = hearing.Heard == HeardLabels.Yes ? state.OpenOptIns(person, at) : [];
            var detail = hearing.Move switch
            {
                ConsentMove.Request => consent with { List = hearing.Asked!.Value.Value, ExpiresAt = expires, Language = language, Flows = flows },
                ConsentMove.Subscribe => consent with { ConsentedAt = at, Request = open.Count > 0 ? open[0].Version : null, Source = open.Count > 0 ? open[0].Source : null },
                _ => consent,
            };
            events.Add(Next(person, ++version, metric, at) with { From = text.To, Carrier = text.Carrier, Detail = detail.Write() });
        }

        return new LedgerEntry(StreamId.Of(person.Id), events)
        {
            // Every no is the person's last word, a repeated one, too: a yes given between the two is older.
            Consent = Update(person.Id, hearing.Heard == HeardLabels.OptOut ? ConsentMove.Unsubscribe : hearing.Move, at, version) with { TextedAt = at, TextedTo = text.To },
            Joins = [.. hearing.Joins.Select(list => new ListJoin(list, person.Id, at))],
        };
    }

    public static LedgerEntry Part(Profile person, InboundText text, int version, DateTimeOffset at) => new(StreamId.Of(person.Id),
    [
        Next(person, version, Metric.InboundPart, at) with
        {
            From = text.To,
            Carrier = text.Carrier,
            ProviderId = text.ProviderId,
            Body = text.Body,
            Detail = new InboundDetail { Part = text.Part }.Write(),
        },
    ])
    {
        Consent = new ConsentUpdate(person.Id, null, at, null, version),
    };

    /// <summary>A human, or time, decides about a flagged conversation.</summary>
    public static LedgerEntry Decided(Profile person, ConsentMove move, string method, int version, DateTimeOffset at) => new(StreamId.Of(person.Id),
        [Next(person, version, MetricOf(move)!.Value, at) with { Detail = new InboundDetail { ConsentMethod = method }.Write() }])
    {
        Consent = Update(person.Id, move, at, version, method),
    };

    /// <summary>Asks for a confirmation, or asks again (<see cref="InboundDetail.Repeats"/>).</summary>
    public static LedgerEntry Asked(Profile person, SendingNumber from, InboundDetail detail, int version, DateTimeOffset at) => new(StreamId.Of(person.Id),
        [Next(person, version, Metric.ConsentRequested, at) with { From = from.Number, Carrier = from.Carrier, Detail = detail.Write() }])
    {
        Consent = new ConsentUpdate(person.Id, null, at, null, version),
    };

    private static LedgerEvent Next(Profile person, int version, Metric metric, DateTimeOffset at) => new()
    {
        Id = EventIds.At(at),
        Stream = StreamId.Of(person.Id),
        Version = version,
        Metric = metric,
        At = at,
        Subscriber = person.Id,
        Country = person.Country,
    };

    private static Metric? MetricOf(ConsentMove move) => move switch
    {
        ConsentMove.None => null,
        ConsentMove.Unsubscribe => Metric.UnsubscribedFromSmsMarketing,
        ConsentMove.UnsubscribeTransactional => Metric.UnsubscribedFromSmsTransactional,
        ConsentMove.Subscribe => Metric.SubscribedToSmsMarketing,
        ConsentMove.Flag => Metric.ConversationFlagged,
        ConsentMove.Clear => Metric.ConversationCleared,
        ConsentMove.Request => Metric.ConsentRequested,
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "A move needs an event"),
    };

    private static ConsentUpdate Update(SubscriberId person, ConsentMove move, DateTimeOffset at, int version, string method = InboundDetail.Method) => move switch
    {
        ConsentMove.Unsubscribe or ConsentMove.UnsubscribeTransactional => new(person, SmsConsent.Unsubscribed, at, method, version) { Flagged = false },
        ConsentMove.Subscribe => new(person, SmsConsent.Subscribed, at, method, version) { Flagged = false },
        ConsentMove.Flag => new(person, null, at, null, version) { Flagged = true },
        ConsentMove.Clear => new(person, null, at, null, version) { Flagged = false },
        _ => new(person, null, at, null, version),
    };
}
