namespace Sms;

/// <summary>What is stored of a number.</summary>
[GenerateSerializer, Alias("number-state")]
public sealed class NumberState
{
    /// <summary>Null: there never was such a number.</summary>
    [Id(0)] public NumberRecord? Record { get; set; }
    /// <summary>What the configuration said last: only what it says anew goes over what was changed by API.</summary>
    [Id(1)] public NumberDraft? Configured { get; set; }
    /// <summary>Oldest first.</summary>
    [Id(2)] public List<NumberChange> History { get; set; } = [];
    [Id(3)] public bool Removed { get; set; }
    /// <summary>Shares of its rate may be out until then, written a while ahead: a grain that wakes before waits for them to run out.</summary>
    [Id(4)] public DateTimeOffset? SharedUntil { get; set; }
    /// <summary>Segments of the longest message that went from it.</summary>
    [Id(5)] public int Longest { get; set; }
}
