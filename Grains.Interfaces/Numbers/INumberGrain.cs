using Orleans.Concurrency;

namespace Sms;

/// <summary>
/// One sending number: what it is, its history, and the one place that shares its rate out over the cluster. Key: <c>number/{number}</c>. Changed through
/// <see cref="ISendingNumbersGrain"/>, which every silo watches.
/// </summary>
[Alias("sms.INumberGrain")]
public interface INumberGrain : IGrainWithStringKey
{
    /// <summary>Null when there is no such number, or it was removed.</summary>
    [Alias("get"), AlwaysInterleave] Task<NumberDetail?> GetAsync();
    /// <summary>What the configuration says of it. What was changed by API since stays, unless the configuration has changed, too.</summary>
    [Alias("configure")] Task<NumberDetail> ConfigureAsync(NumberDraft configured);
    [Alias("add")] Task<NumberWrite> AddAsync(NumberDraft draft);
    [Alias("patch")] Task<NumberWrite> PatchAsync(NumberPatch patch);
    /// <summary>Removes one that was added by API; its history stays.</summary>
    [Alias("remove")] Task<NumberVerdict> RemoveAsync(string? reason);
    /// <summary>A share of the rate, renewed a few times a second by each silo that has something to send. Touches no storage.</summary>
    [Alias("lease"), AlwaysInterleave] Task<NumberLease> LeaseAsync(NumberLeaseRequest request);
}

/// <summary>The sending numbers there are. Key: <c>numbers/all</c>.</summary>
[Alias("sms.ISendingNumbersGrain")]
public interface ISendingNumbersGrain : IGrainWithStringKey
{
    /// <summary>In the configuration's order, then as they were added.</summary>
    [Alias("list"), AlwaysInterleave] Task<IReadOnlyList<NumberDetail>> ListAsync();
    [Alias("get"), AlwaysInterleave] Task<NumberDetail?> GetAsync(string number);
    [Alias("add")] Task<NumberWrite> AddAsync(NumberDraft draft);
    [Alias("patch")] Task<NumberWrite> PatchAsync(string number, NumberPatch patch);
    [Alias("remove")] Task<NumberVerdict> RemoveAsync(string number, string? reason);
    /// <summary>All numbers, for the silos' own copies; null when <paramref name="edition"/> is the newest.</summary>
    [Alias("read"), AlwaysInterleave] Task<NumberEdition?> ReadAsync(string? edition);
    /// <summary>A number has been slowed, or is back at its rate.</summary>
    [Alias("note-pace"), AlwaysInterleave] Task NotePaceAsync(string number, double? slowedTo);
}

[GenerateSerializer, Immutable, Alias("sending-number-edition")]
public sealed record NumberEdition([property: Id(0)] string Edition, [property: Id(1)] IReadOnlyList<NumberRecord> Numbers);
