namespace Sms;

/// <summary>
/// Reads that are asked for while another is under way go together in the next round trip: thousands of grains that activate at once cost a
/// few statements. At most <paramref name="parallel"/> are under way, and what waits has a bound: a database that hangs must not fill the memory with readers.
/// </summary>
/// <param name="limit">Reads that may wait; beyond that they are refused at once.</param>
/// <param name="company">How reads wait for it; null: they do not.</param>
/// <param name="gather">How long for each silo, where the statement itself costs more than a few of its keys.</param>
internal sealed class BatchedReader<TKey, TValue>(
    Func<IReadOnlyList<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> read, TValue none, int most = 500, int limit = 20_000, int parallel = 2,
    Company? company = null, TimeSpan gather = default)
    where TKey : notnull
{
    /// <summary>Reads that are worth a round trip of their own.</summary>
    private const int Enough = 32;

    private readonly Lock gate = new();
    private readonly Queue<Request> waiting = new();
    private int reading;

    public Task<TValue> ReadAsync(TKey key)
    {
        var request = new Request(key);
        lock (gate)
        {
            if (waiting.Count >= limit) return Task.FromException<TValue>(new LedgerUnavailableException("Too many reads wait for the database"));
            waiting.Enqueue(request);
            if (reading == parallel) return request.Task;
            reading++;
        }
        _ = PumpAsync();
        return request.Task;
    }

    private async Task PumpAsync()
    {
        // Off the caller's scheduler: a grain's turn must not run everybody's reads.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            if (company is not null) await company.AwaitAsync(Waiting, Enough, gather);
            if (Take() is not { Count: > 0 } requests) return;
            try
            {
                var found = await read([.. requests.Select(request => request.Key).Distinct()]);
                foreach (var request in requests) request.SetResult(found.TryGetValue(request.Key, out var value) ? value : none);
            }
            catch (Exception failure)
            {
                foreach (var request in requests) request.TrySetException(failure);
            }
        }
    }

    private int Waiting()
    {
        lock (gate) return waiting.Count;
    }

    private List<Request> Take()
    {
        lock (gate)
        {
            var requests = new List<Request>(Math.Min(waiting.Count, most));
            while (requests.Count < most && waiting.TryDequeue(out var request)) requests.Add(request);
            if (requests.Count == 0) reading--;
            return requests;
        }
    }

    private sealed class Request(TKey key) : TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TKey Key { get; } = key;
    }
}
