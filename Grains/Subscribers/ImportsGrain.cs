namespace Sms;

[GrainType("imports")]
internal sealed class ImportsGrain([PersistentState("imports")] IPersistentState<Register> stored) : Grain, IImportsGrain
{
    /// <summary>Older jobs stay readable by id; only the list forgets them.</summary>
    private const int Listed = 100;

    public async Task AddAsync(ImportJob job)
    {
        await GrainFactory.Import(job.Id).KeepAsync(job);
        stored.State.Ids.Add(job.Id);
        if (stored.State.Ids.Count > Listed) stored.State.Ids.RemoveRange(0, stored.State.Ids.Count - Listed);
        await stored.SaveAsync(this);
    }

    public Task<ImportJob?> GetAsync(string id) => GrainFactory.Import(id).GetAsync();

    public async Task<IReadOnlyList<ImportJob>> ListAsync()
    {
        var jobs = await Task.WhenAll(stored.State.Ids.Select(id => GrainFactory.Import(id).GetAsync()));
        return [.. jobs.OfType<ImportJob>().OrderByDescending(job => job.Id, StringComparer.Ordinal)];
    }
}

[GrainType("import"), CollectionAgeLimit(Minutes = 2)]
internal sealed class ImportGrain([PersistentState("import")] IPersistentState<ImportState> stored) : Grain, IImportGrain
{
    public Task KeepAsync(ImportJob job)
    {
        stored.State.Job = job;
        return stored.SaveAsync(this);
    }

    public Task<ImportJob?> GetAsync() => Task.FromResult(stored.State.Job);
}

[GenerateSerializer, Alias("import-state")]
public sealed class ImportState
{
    [Id(0)] public ImportJob? Job { get; set; }
}
