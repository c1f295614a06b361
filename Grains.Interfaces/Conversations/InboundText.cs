namespace Sms;

/// <summary>A person's text to one of our numbers, verified, parsed and whole. The person's number travels with it and is stored with the person alone.</summary>
[GenerateSerializer, Immutable, Alias("inbound-text")]
public sealed record InboundText
{
    [Id(0)] public required string Carrier { get; init; }
    /// <summary>The provider's id of the text, or of the part: the same id is the same text, however often it comes.</summary>
    [Id(1)] public required string ProviderId { get; init; }
    /// <summary>The person, E.164.</summary>
    [Id(2)] public required string From { get; init; }
    /// <summary>The person's country, ISO 3166-1 alpha-2.</summary>
    [Id(3)] public required string Country { get; init; }
    /// <summary>Our number, as the provider writes it: answers come from it.</summary>
    [Id(4)] public required string To { get; init; }
    [Id(5)] public required string Body { get; init; }
    /// <summary>Our clock when it came in.</summary>
    [Id(6)] public required DateTimeOffset ArrivedAt { get; init; }
    /// <summary>The provider says it has answered the keyword itself: we do not answer a second time.</summary>
    [Id(7)] public bool Answered { get; init; }
    /// <summary>Null: a whole text. Else the part this is of a long one.</summary>
    [Id(8)] public InboundPart? Part { get; init; }
}

/// <param name="Reference">The provider's name for the long text, the same in all its parts.</param>
/// <param name="Number">From 1.</param>
[GenerateSerializer, Immutable, Alias("inbound-part")]
public sealed record InboundPart([property: Id(0)] string Reference, [property: Id(1)] int Number, [property: Id(2)] int Total);

public enum InboundVerdict : byte
{
    /// <summary>Recorded, with everything that follows from it, and in force.</summary>
    Heard,
    /// <summary>It was recorded before.</summary>
    Repeated,
    /// <summary>A part of a long text; others are to come.</summary>
    Waiting,
}
