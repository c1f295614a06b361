namespace Sms;

/// <summary>What a text does to the person's consent.</summary>
internal enum ConsentMove : byte
{
    None,
    Unsubscribe,
    Subscribe,
    Flag,
    Clear,
    Request,
    /// <summary>Marketing was taken away before; now transactional texts are, too.</summary>
    UnsubscribeTransactional,
}

/// <summary>What follows from a text: decided, not done.</summary>
/// <param name="Heard">What it was taken for; see <see cref="HeardLabels"/>.</param>
/// <param name="Joins">Lists the person goes on with it.</param>
/// <param name="Asked">The list a confirmation is asked for.</param>
internal sealed record Hearing(string Heard, ConsentMove Move, AnswerKind Answer, IReadOnlyList<ListId> Joins, ListId? Asked = null)
{
    /// <summary>Flows that start with it; where a confirmation is asked for, with the yes.</summary>
    public IReadOnlyList<FlowId> Starts { get; init; } = [];

    public static Hearing Only(string heard, AnswerKind answer = AnswerKind.None) => new(heard, ConsentMove.None, answer, []);
}

/// <summary>A keyword of the deployment's own, and whether a subscription by it is to be confirmed.</summary>
internal sealed record FoundKeyword(SmsKeyword Keyword, bool Confirm);

/// <summary>
/// What a person's text does: consent, lists and the one answer. Pure. An opt-out and a call for help are always heeded; nobody is subscribed who is suppressed.
/// </summary>
internal static class ConversationRules
{
    /// <param name="keyword">The deployment's own keyword that the text is, when it is none of the product's.</param>
    public static Hearing Decide(Profile person, Heard heard, FoundKeyword? keyword, IReadOnlyList<OpenOptIn> open) => heard.Kind switch
    {
        HeardKind.OptOut => OptOut(person, open),
        HeardKind.Help => Hearing.Only(HeardLabels.Help, AnswerKind.Help),
        HeardKind.OptIn => OptIn(person),
        HeardKind.Yes when open.Count > 0 => Yes(person, open),
        HeardKind.Ambiguous => new Hearing(HeardLabels.Ambiguous, IsSafe(person) ? ConsentMove.None : ConsentMove.Flag, AnswerKind.None, []),
        _ when keyword is not null => Keyword(person, keyword, open),
        _ => Hearing.Only(HeardLabels.Text),
    };

    /// <summary>No marketing goes to this person as it is.</summary>
    private static bool IsSafe(Profile person) => person.Consent == SmsConsent.Unsubscribed || person.FlaggedAt is not null;

    /// <summary>One confirmation: who is out already, and was not asked to come in, gets no other.</summary>
    private static Hearing OptOut(Profile person, IReadOnlyList<OpenOptIn> open)
    {
        if (person.Consent != SmsConsent.Unsubscribed) return new Hearing(HeardLabels.OptOut, ConsentMove.Unsubscribe, AnswerKind.OptOut, []);
        if (person.Transactional?.Consent == SmsConsent.Subscribed) return new Hearing(HeardLabels.OptOut, ConsentMove.UnsubscribeTransactional, AnswerKind.OptOut, []);
        return Hearing.Only(HeardLabels.OptOut, open.Count > 0 ? AnswerKind.OptOut : AnswerKind.None);
    }

    private static Hearing OptIn(Profile person) => person switch
    {
        { Suppression: not null } => Hearing.Only(HeardLabels.OptIn),
        { Consent: SmsConsent.Subscribed, FlaggedAt: null } => Hearing.Only(HeardLabels.OptIn),
        { Consent: SmsConsent.Subscribed } => new Hearing(HeardLabels.OptIn, ConsentMove.Clear, AnswerKind.None, []),
        _ => new Hearing(HeardLabels.OptIn, ConsentMove.Subscribe, AnswerKind.OptIn, []),
    };

    private static Hearing Yes(Profile person, IReadOnlyList<OpenOptIn> open)
    {
        FlowId[] starts = [.. open.SelectMany(request => request.Flows).Distinct()];
        // The flow's texts are skipped one by one, each with its reason.
        if (person.Suppression is not null) return Hearing.Only(HeardLabels.Yes) with { Starts = starts };
        ListId[] lists = [.. open.Select(request => request.List).Distinct()];
        return new Hearing(HeardLabels.Yes, person.Consent == SmsConsent.Subscribed ? ConsentMove.None : ConsentMove.Subscribe, AnswerKind.OptIn, lists)
        {
            Starts = starts,
        };
    }

    private static Hearing Keyword(Profile person, FoundKeyword found, IReadOnlyList<OpenOptIn> open)
    {
        var (keyword, confirm) = found;
        var reply = keyword.Reply is null ? AnswerKind.None : AnswerKind.Keyword;
        IReadOnlyList<FlowId> starts = keyword.Flow is { } flow ? [flow] : [];
        if (keyword.List is not { } list || person.Suppression is not null) return Hearing.Only(HeardLabels.Keyword, reply) with { Starts = starts };
        if (person.Consent == SmsConsent.Subscribed) return new Hearing(HeardLabels.Keyword, ConsentMove.None, reply, [list]) { Starts = starts };
        if (!confirm) return new Hearing(HeardLabels.Keyword, ConsentMove.Subscribe, keyword.Reply is null ? AnswerKind.OptIn : AnswerKind.Keyword, [list]) { Starts = starts };
        // Asked already: the request that is out is the one to answer, and its flows are those that start.
        return open.Any(request => request.List == list)
            ? Hearing.Only(HeardLabels.Keyword)
            : new Hearing(HeardLabels.Keyword, ConsentMove.Request, AnswerKind.None, [], list) { Starts = starts };
    }
}
