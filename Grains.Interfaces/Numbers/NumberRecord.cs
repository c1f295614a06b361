namespace Sms;

/// <summary>A sending number as it is now.</summary>
[GenerateSerializer, Immutable, Alias("sending-number")]
public sealed record NumberRecord
{
    /// <summary>E.164, the digits of a short code, or an alphanumeric sender. Its id, too.</summary>
    [Id(0)] public required string Number { get; init; }
    [Id(1)] public required NumberType Type { get; init; }
    /// <summary>Configured name of the carrier that owns it.</summary>
    [Id(2)] public required string Carrier { get; init; }
    [Id(3)] public required NumberStatus Status { get; init; }
    /// <summary>Why it has this status, in the words of whoever set it.</summary>
    [Id(4)] public string? Reason { get; init; }
    /// <summary>0: unlimited.</summary>
    [Id(5)] public double SegmentsPerSecond { get; init; }
    /// <summary>ISO 3166-1 alpha-2, capitals; empty: every country.</summary>
    [Id(6)] public IReadOnlyList<string> Countries { get; init; } = [];
    /// <summary>True: named by the configuration. False: added by API.</summary>
    [Id(7)] public bool Configured { get; init; }
    [Id(8)] public required DateTimeOffset Created { get; init; }
    [Id(9)] public required DateTimeOffset Updated { get; init; }
    /// <summary>Segments per second it is slowed to because the provider asked for fewer; null: it is not. Never stored.</summary>
    [Id(10)] public double? SlowedTo { get; init; }
}

/// <summary>One change of a number, with who says why.</summary>
/// <param name="What"><c>added</c>, <c>removed</c>, <c>status</c>, <c>segments_per_second</c>, <c>countries</c>, <c>carrier</c> or <c>type</c>.</param>
[GenerateSerializer, Immutable, Alias("sending-number-change")]
public sealed record NumberChange(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] string What, [property: Id(2)] string? From, [property: Id(3)] string? To, [property: Id(4)] string? Reason);

/// <summary>A number with its history and its pace.</summary>
/// <param name="History">Newest first, at most 200.</param>
[GenerateSerializer, Immutable, Alias("sending-number-detail")]
public sealed record NumberDetail(
    [property: Id(0)] NumberRecord Record, [property: Id(1)] IReadOnlyList<NumberChange> History, [property: Id(2)] NumberPaceView Pace);

/// <summary>How fast a number may send just now.</summary>
[GenerateSerializer, Immutable, Alias("sending-number-pace")]
public sealed record NumberPaceView
{
    /// <summary>Segments per second, the provider's wishes included; 0: unlimited.</summary>
    [Id(0)] public double SegmentsPerSecond { get; init; }
    /// <summary>The provider has asked for fewer, and the number is not back at its own rate.</summary>
    [Id(1)] public bool Slowed { get; init; }
    /// <summary>The provider's last such answer since the number's grain woke.</summary>
    [Id(2)] public DateTimeOffset? ThrottledAt { get; init; }
    /// <summary>Nothing goes before then.</summary>
    [Id(3)] public DateTimeOffset? PausedUntil { get; init; }
}
