namespace Sms;

/// <summary>A number to add. Its shape and its bounds are checked already.</summary>
[GenerateSerializer, Immutable, Alias("sending-number-draft")]
public sealed record NumberDraft
{
    [Id(0)] public required string Number { get; init; }
    [Id(1)] public required NumberType Type { get; init; }
    /// <summary>Null: the only carrier.</summary>
    [Id(2)] public string? Carrier { get; init; }
    [Id(3)] public required NumberStatus Status { get; init; }
    [Id(4)] public double SegmentsPerSecond { get; init; }
    [Id(5)] public IReadOnlyList<string> Countries { get; init; } = [];
    [Id(6)] public string? Reason { get; init; }
}

/// <summary>What is to be another about a number; null: as it is.</summary>
[GenerateSerializer, Immutable, Alias("sending-number-patch")]
public sealed record NumberPatch
{
    [Id(0)] public NumberStatus? Status { get; init; }
    [Id(1)] public double? SegmentsPerSecond { get; init; }
    [Id(2)] public IReadOnlyList<string>? Countries { get; init; }
    [Id(3)] public required string Reason { get; init; }
}

public enum NumberVerdict : byte
{
    Written,
    Unknown,
    /// <summary>There is such a number.</summary>
    Taken,
    UnknownCarrier,
    /// <summary>There are several carriers, and none is named.</summary>
    CarrierNeeded,
    /// <summary>The configuration names it: it is taken out there.</summary>
    Configured,
}

/// <param name="Carriers">With <see cref="NumberVerdict.UnknownCarrier"/> and <see cref="NumberVerdict.CarrierNeeded"/>: those there are.</param>
[GenerateSerializer, Immutable, Alias("sending-number-write")]
public sealed record NumberWrite(
    [property: Id(0)] NumberVerdict Verdict, [property: Id(1)] NumberDetail? Number = null, [property: Id(2)] IReadOnlyList<string>? Carriers = null);
