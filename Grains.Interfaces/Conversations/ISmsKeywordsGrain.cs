using Orleans.Concurrency;

namespace Sms;

/// <summary>The deployment's own keywords: a few dozen. Key: <c>keywords/all</c>.</summary>
[Alias("sms.ISmsKeywordsGrain")]
public interface ISmsKeywordsGrain : IGrainWithStringKey
{
    /// <summary>Newest first.</summary>
    [Alias("list"), AlwaysInterleave] Task<IReadOnlyList<SmsKeyword>> ListAsync();
    [Alias("get"), AlwaysInterleave] Task<SmsKeyword?> GetAsync(string id);
    /// <summary>The one a text is, by its words; null when none.</summary>
    [Alias("find"), AlwaysInterleave] Task<SmsKeyword?> FindAsync(string phrase);
    [Alias("create")] Task<KeywordWrite> CreateAsync(SmsKeyword keyword);
    [Alias("replace")] Task<KeywordWrite> ReplaceAsync(SmsKeyword keyword);
    [Alias("delete")] Task<bool> DeleteAsync(string id);
}

/// <summary>What happens when a person texts this word and nothing else.</summary>
[GenerateSerializer, Immutable, Alias("sms-keyword")]
public sealed record SmsKeyword
{
    /// <summary>A ULID.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>As its owner writes it; compared without case, accents and punctuation.</summary>
    [Id(1)] public required string Word { get; init; }
    /// <summary>The list a text with it subscribes to; null: none, it is only answered.</summary>
    [Id(2)] public ListId? List { get; init; }
    /// <summary>The answer; null: the usual confirmation where it subscribes, else none.</summary>
    [Id(3)] public string? Reply { get; init; }
    /// <summary>Whether a confirmation is asked for; null: as the list says.</summary>
    [Id(4)] public bool? DoubleOptIn { get; init; }
    [Id(5)] public required DateTimeOffset Created { get; init; }
    [Id(6)] public required DateTimeOffset Updated { get; init; }
    /// <summary>The flow a text with it starts; null: none.</summary>
    [Id(100)] public FlowId? Flow { get; init; }
}

public enum KeywordVerdict : byte
{
    Written,
    Unknown,
    /// <summary>Another keyword is the same words.</summary>
    Taken,
    /// <summary>The words mean something everywhere: opt-out, help, opt-in or yes; or they are no words.</summary>
    Reserved,
}

[GenerateSerializer, Immutable, Alias("keyword-write")]
public sealed record KeywordWrite([property: Id(0)] KeywordVerdict Verdict, [property: Id(1)] SmsKeyword? Keyword);
