namespace Sms;

/// <summary>What bulk imports did, so that a client can look its job up again. Key: <c>imports/all</c>.</summary>
[Alias("sms.IImportsGrain")]
public interface IImportsGrain : IGrainWithStringKey
{
    [Alias("add")] Task AddAsync(ImportJob job);
    [Alias("get")] Task<ImportJob?> GetAsync(string id);
    /// <summary>The newest 100.</summary>
    [Alias("list")] Task<IReadOnlyList<ImportJob>> ListAsync();
}

/// <summary>One bulk import. Key: <c>import/{ulid}</c>.</summary>
[Alias("sms.IImportGrain")]
public interface IImportGrain : IGrainWithStringKey
{
    [Alias("keep")] Task KeepAsync(ImportJob job);
    [Alias("get")] Task<ImportJob?> GetAsync();
}

[GenerateSerializer, Immutable, Alias("import-job")]
public sealed record ImportJob
{
    /// <summary>A ULID.</summary>
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(2)] public required DateTimeOffset CompletedAt { get; init; }
    [Id(3)] public ListId? List { get; init; }
    [Id(4)] public required int Total { get; init; }
    [Id(5)] public required ImportOutcome Outcome { get; init; }
}
