namespace Sms;

/// <summary>Knows which lists there are. An id is noted before its list exists, so none is ever lost.</summary>
[GrainType("lists")]
internal sealed class ListsGrain([PersistentState("lists")] IPersistentState<Register> stored, TimeProvider clock) : Grain, IListsGrain
{
    public async Task<ListDefinition> CreateAsync(string name, bool doubleOptIn)
    {
        var id = new ListId(Ulid.NewUlid(clock.GetUtcNow()).ToString());
        stored.State.Ids.Add(id.Value);
        await stored.SaveAsync(this);
        return await GrainFactory.List(id).CreateAsync(name, doubleOptIn);
    }

    public async Task<IReadOnlyList<ListDefinition>> ListAsync()
    {
        var lists = await Task.WhenAll(stored.State.Ids.Select(id => GrainFactory.List(new ListId(id)).GetAsync()));
        return [.. lists.OfType<ListDefinition>().OrderByDescending(list => list.Id.Value, StringComparer.Ordinal)];
    }

    public async Task ForgetAsync(ListId id)
    {
        if (stored.State.Ids.Remove(id.Value)) await stored.SaveAsync(this);
    }
}
