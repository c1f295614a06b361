using Orleans.Concurrency;

namespace Sms;

/// <summary>One person, that is one phone number. Decides whether it may be texted now. Key: its <see cref="SubscriberId"/>.</summary>
[Alias("sms.ISubscriberGrain")]
public interface ISubscriberGrain : IGrainWithStringKey
{
    /// <summary>
    /// May this person be texted now? If so the message is rendered, submitted and its outcome returned. Turns of one person never overlap,
    /// so a consent taken away is a barrier: once acknowledged, no later submit.
    /// </summary>
    [Alias("offer")] Task<OfferOutcome> OfferAsync(Offer offer);

    /// <summary>News of one of the person's messages. A hint: figures are always counted from the ledger.</summary>
    [Alias("tell"), OneWay] Task TellAsync(MessageTold told);

    /// <summary>Takes consent away everywhere. Durable, and in force, when it completes.</summary>
    [Alias("unsubscribe")] Task<ConsentVerdict> UnsubscribeAsync(ConsentChange change);

    /// <summary>
    /// Records a text of this person, once, and does what it asks for: an opt-out is durable and in force when it completes. An unknown person becomes known.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">Not recorded: the carrier must send it again.</exception>
    [Alias("hear")] Task<InboundVerdict> HearAsync(InboundText text);

    /// <summary>Asks the person to confirm a subscription, or completes it when there is nothing to confirm.</summary>
    [Alias("request-opt-in")] Task<OptInVerdict> RequestOptInAsync(OptInRequest request);

    /// <summary>A human decides about a text that was not plainly an opt-out.</summary>
    [Alias("decide")] Task<FlagVerdict> DecideAsync(FlagDecision decision);

    /// <summary>What is due in the conversation; harmless when nothing is. Returns when to ask again, null: never.</summary>
    /// <param name="version">With <see cref="ConversationStep.Answer"/> and <see cref="ConversationStep.Reminder"/>: of the event it is about.</param>
    [Alias("continue-conversation")] Task<TimeSpan?> ContinueAsync(ConversationStep step, int version);

    /// <summary>
    /// Removes the person: row, memberships, bodies and what is personal in events. Counters stay, and a keyed hash that keeps a later import from texting
    /// them. No submit follows once it completes. True unless it had been done already; people nobody knows are noted, too.
    /// </summary>
    [Alias("erase")] Task<bool> EraseAsync();

    /// <summary>Sent, received and failed messages of this person, counted from the ledger.</summary>
    [Alias("totals")] Task<SubscriberTotals> GetTotalsAsync();

    /// <summary>What the Orleans dashboard shows: no number, no name.</summary>
    [Alias("state"), ReadOnly] Task<SubscriberView> GetState();
}

/// <summary>A campaign's message for one person.</summary>
[GenerateSerializer, Immutable, Alias("offer")]
public sealed record Offer
{
    [Id(0)] public required MessageId Message { get; init; }
    [Id(1)] public required SourceId Source { get; init; }
    [Id(2)] public required MessageContent Content { get; init; }
    /// <summary>Revision of the person's row as the sender saw it: a grain that knows an older one reads again. 0 when the row is gone.</summary>
    [Id(3)] public required long Revision { get; init; }
    /// <summary>The first submit is proved never to have arrived: may this person still be texted?</summary>
    [Id(4)] public bool Again { get; init; }
    /// <summary>What the campaign asks of the rules about time and frequency; null: they do not apply (an answer to a keyword, a transactional text).</summary>
    [Id(5)] public OfferRules? Rules { get; init; }
    /// <summary>The sender holds a permit of a number that has a rate: if the message goes from it, it need not wait for another. Null: it holds none.</summary>
    [Id(80)] public NumberWait? Permit { get; init; }
}

/// <summary>A number with a rate, and the segments that go from it.</summary>
[GenerateSerializer, Immutable, Alias("number-wait")]
public readonly record struct NumberWait([property: Id(0)] string Number, [property: Id(1)] int Segments);

/// <summary>The text to render and what to add to it.</summary>
[GenerateSerializer, Immutable, Alias("message-content")]
public sealed record MessageContent
{
    /// <summary>A Liquid template.</summary>
    [Id(0)] public required string Body { get; init; }
    [Id(1)] public RenderOptions Options { get; init; } = new();
    /// <summary>Not marketing: it goes to those with transactional consent, and to nobody else.</summary>
    [Id(40)] public bool Transactional { get; init; }
}

/// <summary>Klaviyo's render options with Klaviyo's defaults. With all of them false the rendered body goes out unchanged.</summary>
[GenerateSerializer, Immutable, Alias("render-options")]
public sealed record RenderOptions
{
    /// <summary>Kept, and without effect until the product has short links of its own.</summary>
    [Id(0)] public bool ShortenLinks { get; init; } = true;
    [Id(1)] public bool AddOrgPrefix { get; init; } = true;
    /// <summary>Kept, and without effect until the product has short links of its own.</summary>
    [Id(2)] public bool AddInfoLink { get; init; } = true;
    [Id(3)] public bool AddOptOutLanguage { get; init; }
}

public enum OfferVerdict : byte { Submitted, Declined, Deferred }

/// <summary>The answer to an offer.</summary>
[GenerateSerializer, Immutable, Alias("offer-outcome")]
public readonly record struct OfferOutcome
{
    private OfferOutcome(OfferVerdict verdict, SubmitVerdict submit, SkipReason reason, DateTimeOffset? until, string? detail = null) =>
        (Verdict, Submit, Reason, Until, Detail) = (verdict, submit, reason, until, detail);

    [Id(0)] public OfferVerdict Verdict { get; init; }
    [Id(1)] public SubmitVerdict Submit { get; init; }
    [Id(2)] public SkipReason Reason { get; init; }
    /// <summary>When a deferred offer is to be made again.</summary>
    [Id(3)] public DateTimeOffset? Until { get; init; }
    /// <summary>Why a deferred offer was, in words.</summary>
    [Id(4)] public string? Detail { get; init; }

    /// <summary>With <see cref="SubmitVerdict.Throttled"/>: the number it has to wait for; null where it is not a number that is in the way.</summary>
    [Id(80)] public NumberWait? Wait { get; init; }
    /// <summary>With <see cref="OfferVerdict.Submitted"/>: how long ago the provider answered.</summary>
    [Id(81)] public TimeSpan SinceAnswer { get; init; }

    public static OfferOutcome Submitted(SubmitVerdict verdict) => new(OfferVerdict.Submitted, verdict, SkipReason.None, null);
    /// <summary>Nothing was done: the number has sent as much as it may for now.</summary>
    public static OfferOutcome Waiting(string number, int segments) => Submitted(SubmitVerdict.Throttled) with { Wait = new NumberWait(number, segments) };
    public static OfferOutcome Declined(SkipReason reason) => new(OfferVerdict.Declined, default, reason, null);
    public static OfferOutcome Deferred(DateTimeOffset until, SkipReason reason, string? detail) => new(OfferVerdict.Deferred, default, reason, until, detail);
}

[GenerateSerializer, Immutable, Alias("message-told")]
public readonly record struct MessageTold(
    [property: Id(0)] MessageId Message, [property: Id(1)] MessageStatus Status, [property: Id(2)] DateTimeOffset At)
{
    /// <summary>Why, if it failed.</summary>
    [Id(70)] public FailureType Failure { get; init; }
}

/// <param name="Method">How it came about, for instance <c>API</c> or <c>Inbound message</c>.</param>
/// <param name="List">The list the person was taken off with it; null: none in particular.</param>
/// <param name="Channels">What is taken away; a STOP takes all.</param>
/// <param name="Detail">What in particular the method was, for instance the keyword.</param>
/// <param name="Evidence">Where it came from.</param>
[GenerateSerializer, Immutable, Alias("consent-change")]
public sealed record ConsentChange(
    [property: Id(0)] string Method, [property: Id(1)] ListId? List = null, [property: Id(40)] ConsentChannels Channels = ConsentChannels.All,
    [property: Id(41)] string? Detail = null, [property: Id(42)] ConsentEvidence? Evidence = null);

public enum ConsentVerdict : byte { Changed, Already, UnknownPerson }

[GenerateSerializer, Immutable, Alias("subscriber-view")]
public sealed record SubscriberView(
    [property: Id(0)] string Consent, [property: Id(1)] string? Suppression, [property: Id(2)] DateTimeOffset? LastSubmittedAt,
    [property: Id(3)] DateTimeOffset? LastReceivedAt, [property: Id(4)] long Revision);
