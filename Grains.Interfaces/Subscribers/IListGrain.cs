using Orleans.Concurrency;

namespace Sms;

/// <summary>One list of people: its definition. Members are rows of the ledger. Key: <c>list/{ulid}</c>.</summary>
[Alias("sms.IListGrain")]
public interface IListGrain : IGrainWithStringKey
{
    [Alias("create")] Task<ListDefinition> CreateAsync(string name, bool doubleOptIn);
    /// <summary>Null when there is no such list.</summary>
    [Alias("get"), AlwaysInterleave] Task<ListDefinition?> GetAsync();
    [Alias("rename")] Task<ListDefinition?> RenameAsync(string? name, bool? doubleOptIn);
    /// <summary>Deletes the list and its memberships; people and their consent stay.</summary>
    [Alias("delete")] Task<bool> DeleteAsync();
    /// <summary>False when there is no such list. Unknown people are not added and come back; who unsubscribed from the list is not added either.</summary>
    [Alias("add")] Task<ListChange> AddAsync(IReadOnlyList<SubscriberId> people);
    [Alias("remove")] Task<ListChange> RemoveAsync(IReadOnlyList<SubscriberId> people);
    /// <summary>People on it; null when there is no such list.</summary>
    [Alias("count")] Task<long?> CountAsync();
    [Alias("state"), AlwaysInterleave] Task<ListDefinition?> GetState();
}

[GenerateSerializer, Immutable, Alias("list-definition")]
public sealed record ListDefinition
{
    [Id(0)] public required ListId Id { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public bool DoubleOptIn { get; init; }
    [Id(3)] public required DateTimeOffset Created { get; init; }
    [Id(4)] public required DateTimeOffset Updated { get; init; }
}

/// <param name="Found">False when there is no such list.</param>
/// <param name="Changed">Memberships added or removed.</param>
/// <param name="Unknown">People nobody knows.</param>
/// <param name="KeptOff">People who unsubscribed from the list, and are not put back by somebody else.</param>
[GenerateSerializer, Immutable, Alias("list-change")]
public sealed record ListChange(
    [property: Id(0)] bool Found, [property: Id(1)] int Changed, [property: Id(2)] IReadOnlyList<SubscriberId> Unknown, [property: Id(3)] int KeptOff = 0);

/// <summary>The lists there are. Key: <c>lists/all</c>.</summary>
[Alias("sms.IListsGrain")]
public interface IListsGrain : IGrainWithStringKey
{
    /// <summary>Creates a list.</summary>
    [Alias("create")] Task<ListDefinition> CreateAsync(string name, bool doubleOptIn);
    /// <summary>Every list, newest first.</summary>
    [Alias("list")] Task<IReadOnlyList<ListDefinition>> ListAsync();
    [Alias("forget")] Task ForgetAsync(ListId id);
}
