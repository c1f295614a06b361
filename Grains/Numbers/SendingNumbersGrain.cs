using System.Globalization;

namespace Sms;

/// <summary>
/// Knows which numbers there are and has a copy of each for the silos to read. Those of the configuration come first; one that has left it keeps its history, and sends no more.
/// </summary>
[GrainType("sending-numbers")]
internal sealed class SendingNumbersGrain(
    [PersistentState("sending-numbers")] IPersistentState<Register> stored, IConfiguredNumbers configured, ICarriers carriers) : Grain, ISendingNumbersGrain
{
    /// <summary>Of this activation: a silo that has read from an earlier one reads again.</summary>
    private readonly string life = Guid.NewGuid().ToString("N");

    private readonly List<NumberRecord> numbers = [];
    private int edition;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var named = await Task.WhenAll(configured.Configured.Select(draft => GrainFactory.Number(draft.Number).ConfigureAsync(draft)));
        numbers.AddRange(named.Select(number => number.Record));
        var added = await Task.WhenAll(stored.State.Ids.Where(id => !IsKnown(id)).Select(id => GrainFactory.Number(id).GetAsync()));
        // One that the configuration named, and names no longer, is not there: it was never added.
        numbers.AddRange(added.OfType<NumberDetail>().Where(number => !number.Record.Configured).Select(number => number.Record));
    }

    public async Task<IReadOnlyList<NumberDetail>> ListAsync() =>
        [.. (await Task.WhenAll(numbers.ToList().Select(number => GrainFactory.Number(number.Number).GetAsync()))).OfType<NumberDetail>()];

    public Task<NumberDetail?> GetAsync(string number) => IsKnown(number) ? GrainFactory.Number(number).GetAsync() : Task.FromResult<NumberDetail?>(null);

    public async Task<NumberWrite> AddAsync(NumberDraft draft)
    {
        if (IsKnown(draft.Number)) return new NumberWrite(NumberVerdict.Taken);
        var carrier = draft.Carrier ?? (carriers.Names.Count == 1 ? carriers.Names.First() : null);
        if (carrier is null) return new NumberWrite(NumberVerdict.CarrierNeeded, null, [.. carriers.Names]);
        if (carriers.Find(carrier) is null) return new NumberWrite(NumberVerdict.UnknownCarrier, null, [.. carriers.Names]);
        // Noted before it exists, so that none is ever lost.
        if (!stored.State.Ids.Contains(draft.Number, StringComparer.Ordinal))
        {
            stored.State.Ids.Add(draft.Number);
            await stored.SaveAsync(this);
        }

        var write = await GrainFactory.Number(draft.Number).AddAsync(draft with { Carrier = carrier });
        if (write.Number is { } added) Publish(() => numbers.Add(added.Record));
        return write;
    }

    public async Task<NumberWrite> PatchAsync(string number, NumberPatch patch)
    {
        if (!IsKnown(number)) return new NumberWrite(NumberVerdict.Unknown);
        var write = await GrainFactory.Number(number).PatchAsync(patch);
        if (write.Number is { } changed) Replace(changed.Record);
        return write;
    }

    public async Task<NumberVerdict> RemoveAsync(string number, string? reason)
    {
        if (!IsKnown(number)) return NumberVerdict.Unknown;
        var verdict = await GrainFactory.Number(number).RemoveAsync(reason);
        if (verdict != NumberVerdict.Written) return verdict;
        Publish(() => numbers.RemoveAll(known => known.Number == number));
        if (stored.State.Ids.Remove(number)) await stored.SaveAsync(this);
        return verdict;
    }

    public Task<NumberEdition?> ReadAsync(string? edition) =>
        Task.FromResult(edition == Edition ? null : new NumberEdition(Edition, [.. numbers]));

    public Task NotePaceAsync(string number, double? slowedTo)
    {
        if (numbers.Find(known => known.Number == number) is { } record) Replace(record with { SlowedTo = slowedTo });
        return Task.CompletedTask;
    }

    private string Edition => string.Create(CultureInfo.InvariantCulture, $"{life}/{edition}");

    private bool IsKnown(string number) => numbers.Exists(known => known.Number == number);

    private void Replace(NumberRecord record) => Publish(() => numbers[numbers.FindIndex(known => known.Number == record.Number)] = record);

    private void Publish(Action change)
    {
        change();
        edition++;
    }
}
