namespace Sms;

[GrainType("cleanings")]
internal sealed class CleaningsGrain([PersistentState("cleanings")] IPersistentState<Register> stored, HygieneRules rules, TimeProvider clock) : Grain, ICleaningsGrain
{
    /// <summary>Older jobs stay readable by id; only the list forgets them.</summary>
    private const int Listed = 100;

    public async Task<Cleaning> CreateAsync(CleaningOrder order)
    {
        var id = Ulid.NewUlid(clock.GetUtcNow()).ToString();
        stored.State.Ids.Add(id);
        if (stored.State.Ids.Count > Listed) stored.State.Ids.RemoveRange(0, stored.State.Ids.Count - Listed);
        await stored.SaveAsync(this);
        return await GrainFactory.Cleaning(id).CreateAsync(order);
    }

    public async Task<IReadOnlyList<Cleaning>> ListAsync()
    {
        var jobs = await Task.WhenAll(stored.State.Ids.Select(id => GrainFactory.Cleaning(id).GetAsync()));
        return [.. jobs.OfType<Cleaning>().OrderByDescending(job => job.Id, StringComparer.Ordinal)];
    }

    public Task<IReadOnlyList<HygieneRuleView>> RulesAsync() =>
        Task.FromResult<IReadOnlyList<HygieneRuleView>>([.. rules.All.Select(rule => new HygieneRuleView(rule.Name, rule.Says, rule.Automatic))]);
}
