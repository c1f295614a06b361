namespace Sms;

/// <summary>What a campaign does about people who have had their share of texts.</summary>
public enum OverCap : byte
{
    /// <summary>They do not get this one.</summary>
    Skip,
    /// <summary>They get it when there is room again, within the campaign's time.</summary>
    Defer,
}

/// <summary>What a campaign asks of the rules about time and frequency.</summary>
[GenerateSerializer, Immutable, Alias("offer-rules")]
public sealed record OfferRules
{
    /// <summary>Skip who was texted a short while ago.</summary>
    [Id(0)] public bool UseSmartSending { get; init; }
    [Id(1)] public OverCap OverCap { get; init; }
    /// <summary>Of the campaign: caps may count by them.</summary>
    [Id(2)] public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Nobody waits beyond this: what cannot go before is skipped.</summary>
    [Id(3)] public DateTimeOffset Deadline { get; init; } = DateTimeOffset.MaxValue;
    /// <summary>Not before a time by the person's own clock; null: whenever the campaign gets to it. Holds for transactional texts, too.</summary>
    [Id(60)] public LocalSend? Local { get; init; }
}

/// <param name="WallClock">What the person's clock must show, of no zone.</param>
/// <param name="SentAt">When the client sent the campaign: whose time was over then is past it.</param>
/// <param name="PastNow">Those get it at once; else they are skipped.</param>
[GenerateSerializer, Immutable, Alias("local-send")]
public sealed record LocalSend([property: Id(0)] DateTime WallClock, [property: Id(1)] DateTimeOffset SentAt, [property: Id(2)] bool PastNow);
