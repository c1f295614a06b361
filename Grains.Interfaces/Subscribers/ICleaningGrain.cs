using Orleans.Concurrency;

namespace Sms;

/// <summary>One cleaning of the lists: first whom it would suppress, then, if somebody says so, their suppression. Key: <c>cleaning/{ulid}</c>.</summary>
[Alias("sms.ICleaningGrain")]
public interface ICleaningGrain : IGrainWithStringKey
{
    /// <summary>Begins to count. Nobody is suppressed by it.</summary>
    [Alias("create")] Task<Cleaning> CreateAsync(CleaningOrder order);
    /// <summary>Null when there is no such cleaning.</summary>
    [Alias("get"), AlwaysInterleave] Task<Cleaning?> GetAsync();
    /// <summary>A page of those it would suppress, or has still to; null when there is no such cleaning.</summary>
    /// <param name="rule">One of its rules; null: all of them.</param>
    [Alias("page"), AlwaysInterleave] Task<ProfilePage?> PageAsync(string? rule, string? cursor, int size);
    /// <summary>Suppresses them. Applying twice does it once.</summary>
    [Alias("apply")] Task<CleaningChange> ApplyAsync();
    /// <summary>It is not to be applied any more; who is suppressed already stays so.</summary>
    [Alias("cancel")] Task<CleaningChange> CancelAsync();
    /// <summary>Sees to it that it moves, after a crash too. Returns when to ask again; null when there is nothing left to do.</summary>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync();
}

/// <summary>The cleanings there were. Key: <c>cleanings/all</c>.</summary>
[Alias("sms.ICleaningsGrain")]
public interface ICleaningsGrain : IGrainWithStringKey
{
    [Alias("create")] Task<Cleaning> CreateAsync(CleaningOrder order);
    /// <summary>The newest 100.</summary>
    [Alias("list")] Task<IReadOnlyList<Cleaning>> ListAsync();
    /// <summary>The rules that numbers are judged by, in the order they are applied in.</summary>
    [Alias("rules")] Task<IReadOnlyList<HygieneRuleView>> RulesAsync();
}

/// <param name="Rules">Names; empty: all of them.</param>
/// <param name="List">Only people on it; null: everybody.</param>
[GenerateSerializer, Immutable, Alias("cleaning-order")]
public sealed record CleaningOrder([property: Id(0)] IReadOnlyList<string> Rules, [property: Id(1)] ListId? List);

/// <summary>Stored by number: append, never renumber.</summary>
public enum CleaningStatus : byte { Counting = 1, Preview = 2, Applying = 3, Complete = 4, Cancelled = 5 }

[GenerateSerializer, Immutable, Alias("cleaning")]
public sealed record Cleaning
{
    /// <summary>A ULID.</summary>
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required CleaningStatus Status { get; init; }
    /// <summary>What is judged is what had happened by then.</summary>
    [Id(2)] public required DateTimeOffset Created { get; init; }
    [Id(3)] public required DateTimeOffset Updated { get; init; }
    [Id(4)] public ListId? List { get; init; }
    [Id(5)] public required IReadOnlyList<CleaningShare> Shares { get; init; }
    /// <summary>People that any of the rules fits; null while it is counted.</summary>
    [Id(6)] public long? People { get; init; }
}

/// <summary>What one rule finds. Those two rules find are counted with each, and suppressed by the first.</summary>
/// <param name="People">Those it fits; null while they are counted.</param>
/// <param name="Suppressed">Those it suppressed; null before.</param>
[GenerateSerializer, Immutable, Alias("cleaning-share")]
public sealed record CleaningShare(
    [property: Id(0)] string Rule, [property: Id(1)] string Says, [property: Id(2)] long? People = null, [property: Id(3)] long? Suppressed = null);

public enum CleaningVerdict : byte
{
    Done,
    Unknown,
    /// <summary>It is still being counted.</summary>
    NotReady,
    /// <summary>It was cancelled, or is complete.</summary>
    Over,
}

[GenerateSerializer, Immutable, Alias("cleaning-change")]
public sealed record CleaningChange([property: Id(0)] CleaningVerdict Verdict, [property: Id(1)] Cleaning? Cleaning);

/// <param name="Says">The rule in words.</param>
/// <param name="Automatic">It suppresses by itself: at once where one failure is enough, else in the nightly round.</param>
[GenerateSerializer, Immutable, Alias("hygiene-rule")]
public sealed record HygieneRuleView([property: Id(0)] string Name, [property: Id(1)] string Says, [property: Id(2)] bool Automatic);

/// <summary>The nightly round of the automatic rules. Key: <c>hygiene/all</c>.</summary>
[Alias("sms.IHygieneGrain")]
public interface IHygieneGrain : IGrainWithStringKey
{
    /// <summary>Suppresses whom an automatic rule fits, once a day. Returns when to ask again.</summary>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync();
}
