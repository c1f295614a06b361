namespace Sms;

/// <summary>A silo's wish to send from a number, and what has happened since its last one. All times are spans: no two clocks are compared.</summary>
[GenerateSerializer, Immutable, Alias("number-lease-request")]
public sealed record NumberLeaseRequest
{
    [Id(0)] public required string Silo { get; init; }
    /// <summary>Segments that wait.</summary>
    [Id(1)] public int Waiting { get; init; }
    /// <summary>Segments sent since the last request.</summary>
    [Id(2)] public int Sent { get; init; }
    /// <summary>Segments of the longest message, waiting or sent.</summary>
    [Id(3)] public int Longest { get; init; }
    /// <summary>When this silo could send its next one: whoever gets the share after it must not be sooner.</summary>
    [Id(4)] public TimeSpan NextIn { get; init; }
    /// <summary>Nothing waits, and nothing more is wanted.</summary>
    [Id(5)] public bool Leaving { get; init; }
    /// <summary>Answers since the last request by which the provider asked for fewer.</summary>
    [Id(6)] public int Throttled { get; init; }
    /// <summary>The longest wait it asked for.</summary>
    [Id(7)] public TimeSpan? RetryAfter { get; init; }
    /// <summary>All submits answered since the last request.</summary>
    [Id(8)] public int Answered { get; init; }
}

/// <summary>A share of a number's rate, for a while that begins with the request.</summary>
[GenerateSerializer, Immutable, Alias("number-lease")]
public sealed record NumberLease
{
    /// <summary>Segments per second this silo may send; 0: none now; infinite: the number is unlimited.</summary>
    [Id(0)] public required double Share { get; init; }
    [Id(1)] public required TimeSpan For { get; init; }
    /// <summary>Not before.</summary>
    [Id(2)] public TimeSpan StartIn { get; init; }
    /// <summary>The whole number's rate, the provider's wishes included; infinite: unlimited.</summary>
    [Id(3)] public double Rate { get; init; }
}
