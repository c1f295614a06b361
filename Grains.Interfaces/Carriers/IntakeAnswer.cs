namespace Sms;

/// <summary>What a way in has done, and where it led.</summary>
[GenerateSerializer, Immutable, Alias("intake-answer")]
public sealed record IntakeAnswer
{
    [Id(0)] public required BatchAnswer Batch { get; init; }
    /// <summary>The silo that answered, by the name <see cref="PartitionHomes"/> has for it.</summary>
    [Id(1)] public required string Silo { get; init; }
    /// <summary>Null: the caller has these.</summary>
    [Id(2)] public PartitionHomes? Homes { get; init; }
}
