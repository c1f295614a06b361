namespace Sms;

/// <summary>A request for consent that a yes would complete.</summary>
/// <param name="Version">Of its event.</param>
internal sealed record OpenOptIn(int Version, ListId List, string Method, string? Source, DateTimeOffset ExpiresAt, bool Reminded, LedgerEvent Event)
{
    /// <summary>Flows that the yes starts.</summary>
    public IReadOnlyList<FlowId> Flows { get; init; } = [];
}

/// <summary>A person's stream as a conversation: what was said, answered and asked. Folded when somebody texts, which is seldom.</summary>
internal sealed class ConversationState(IReadOnlyList<LedgerEvent> events)
{
    /// <summary>References come round again: parts of another day are another text.</summary>
    private static readonly TimeSpan SameReference = TimeSpan.FromHours(24);

    public IReadOnlyList<LedgerEvent> Events => events;

    public int Version => events.Count == 0 ? 0 : events[^1].Version;

    /// <summary>Whether a text, or a part of one, has been recorded.</summary>
    public bool Knows(string carrier, string providerId) =>
        events.Any(fact => fact.Metric is Metric.SentSms or Metric.InboundPart && fact.ProviderId == providerId && fact.Carrier == carrier);

    public LedgerEvent? At(int version) => events.FirstOrDefault(fact => fact.Version == version);

    /// <summary>
    /// Requests that nothing has ended: neither an answer, nor time, nor a no from elsewhere. Who was out before says it again without an event; the row knows when.
    /// </summary>
    public IReadOnlyList<OpenOptIn> OpenOptIns(Profile person, DateTimeOffset now)
    {
        var no = person.Consent == SmsConsent.Unsubscribed ? person.ConsentAt : null;
        var open = new List<OpenOptIn>();
        foreach (var fact in events)
        {
            switch (fact.Metric)
            {
                case Metric.ConsentRequested:
                    var detail = InboundDetail.Read(fact.Detail);
                    if (detail.Repeats is { } first)
                    {
                        var place = open.FindIndex(request => request.Version == first);
                        if (place >= 0) open[place] = open[place] with { Reminded = true };
                    }
                    else if (ListId.TryParse(detail.List, out var list) && detail.ExpiresAt is { } expires)
                    {
                        open.Add(new OpenOptIn(fact.Version, list, detail.ConsentMethod ?? InboundDetail.Method, detail.Source, expires, false, fact) { Flows = detail.Starts });
                    }
                    break;
                case Metric.UnsubscribedFromSmsMarketing: open.Clear(); break;
                case Metric.SentSms when InboundDetail.Read(fact.Detail).Heard is HeardLabels.OptOut or HeardLabels.Yes: open.Clear(); break;
            }
        }

        return [.. open.Where(request => request.ExpiresAt > now && !(no > request.Event.At))];
    }

    /// <summary>Whether an answer that is late may still go out: after an opt-out nobody is asked in, or told to be.</summary>
    public bool IsStillMeant(LedgerEvent fact, Profile person, DateTimeOffset now)
    {
        var detail = InboundDetail.Read(fact.Detail);
        if (fact.Metric == Metric.ConsentRequested) return OpenOptIns(person, now).Any(request => request.Version == (detail.Repeats ?? fact.Version));
        return detail.Answer != AnswerKind.OptIn || person.Consent == SmsConsent.Subscribed;
    }

    /// <summary>Answers and requests that went out since then.</summary>
    public int AnswersSince(DateTimeOffset since) => events.Count(fact =>
        fact.At > since && (fact.Metric == Metric.ConsentRequested || fact.Metric == Metric.SentSms && InboundDetail.Read(fact.Detail).Answer is not null));

    /// <summary>Whether a long text has been heard, whole or not: a part that comes after that stands alone.</summary>
    public bool HasHeard(InboundPart part, string carrier, DateTimeOffset now) => events.Any(fact =>
        fact.Metric == Metric.SentSms && fact.Carrier == carrier && now - fact.At <= SameReference
        && InboundDetail.Read(fact.Detail).Part is { } whole && whole.Reference == part.Reference && whole.Total == part.Total);

    /// <summary>The parts of a long text that have come, in order; with this one.</summary>
    public IReadOnlyList<(int Number, string Body)> PartsWith(InboundText text)
    {
        var (reference, number, total) = text.Part!;
        var parts = new SortedDictionary<int, string> { [number] = text.Body };
        foreach (var fact in events)
        {
            if (fact.Metric != Metric.InboundPart || fact.Carrier != text.Carrier || text.ArrivedAt - fact.At > SameReference) continue;
            if (InboundDetail.Read(fact.Detail).Part is { } part && part.Reference == reference && part.Total == total) parts.TryAdd(part.Number, fact.Body ?? "");
        }

        return [.. parts.Select(part => (part.Key, part.Value))];
    }
}

/// <summary>What a text was taken for, as events and clients have it.</summary>
internal static class HeardLabels
{
    public const string OptOut = "opt_out";
    public const string Ambiguous = "ambiguous";
    public const string Help = "help";
    public const string OptIn = "opt_in";
    public const string Yes = "yes";
    public const string Keyword = "keyword";
    public const string Text = "text";
}
