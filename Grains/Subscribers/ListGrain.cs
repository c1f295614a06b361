using Microsoft.Extensions.Logging;

namespace Sms;

[GrainType("list")]
internal sealed partial class ListGrain(
    [PersistentState("list")] IPersistentState<ListState> stored, IProfileStore profiles, PeopleCounters counters, TimeProvider clock, ILogger<ListGrain> logger)
    : Grain, IListGrain
{
    private ListDefinition? List => stored.State.Definition;

    private ListId Id => new(this.GetPrimaryKeyString()["list/".Length..]);

    public async Task<ListDefinition> CreateAsync(string name, bool doubleOptIn)
    {
        if (List is { } existing) return existing;
        var now = clock.GetUtcNow();
        stored.State.Definition = new ListDefinition { Id = Id, Name = name, DoubleOptIn = doubleOptIn, Created = now, Updated = now };
        await stored.SaveAsync(this);
        return List!;
    }

    public Task<ListDefinition?> GetAsync() => Task.FromResult(List);

    public async Task<ListDefinition?> RenameAsync(string? name, bool? doubleOptIn)
    {
        if (List is not { } list) return null;
        stored.State.Definition = list with { Name = name ?? list.Name, DoubleOptIn = doubleOptIn ?? list.DoubleOptIn, Updated = clock.GetUtcNow() };
        await stored.SaveAsync(this);
        return List;
    }

    public async Task<bool> DeleteAsync()
    {
        if (List is null) return false;
        await profiles.ClearListAsync(Id);
        await GrainFactory.Lists().ForgetAsync(Id);
        await stored.ClearStateAsync();
        DeactivateOnIdle();
        return true;
    }

    public async Task<ListChange> AddAsync(IReadOnlyList<SubscriberId> people)
    {
        if (List is null) return new ListChange(false, 0, []);
        var (changed, unknown, keptOff) = await profiles.AddToListAsync(Id, people, clock.GetUtcNow());
        counters.Refused(ImportRefusal.UnsubscribedFromList, keptOff);
        if (keptOff > 0) LogKeptOff(Id, keptOff);
        return new ListChange(true, changed, unknown, keptOff);
    }

    public async Task<ListChange> RemoveAsync(IReadOnlyList<SubscriberId> people) =>
        List is null ? new ListChange(false, 0, []) : new ListChange(true, await profiles.RemoveFromListAsync(Id, people), []);

    public async Task<long?> CountAsync() => List is null ? null : await profiles.CountListAsync(Id);

    public Task<ListDefinition?> GetState() => Task.FromResult(List);
}

[GenerateSerializer, Alias("list-state")]
public sealed class ListState
{
    [Id(0)] public ListDefinition? Definition { get; set; }
}
