using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sms;

public sealed class BatchedReaderTests
{
    [Fact]
    public async Task Reads_that_wait_for_a_hanging_database_have_a_bound_and_those_that_wait_are_answered()
    {
        var hangs = new TaskCompletionSource();
        var reader = new BatchedReader<int, string>(
            async keys =>
            {
                await hangs.Task;
                return keys.ToDictionary(key => key, key => $"value {key}");
            },
            "none", most: 10, limit: 100);

        var reads = Enumerable.Range(0, 500).Select(key => reader.ReadAsync(key)).ToList();
        var refused = reads.Where(read => read.IsFaulted).ToList();
        Assert.InRange(refused.Count, 500 - 100 - 20, 500 - 100);
        foreach (var read in refused) await Assert.ThrowsAsync<LedgerUnavailableException>(() => read);

        hangs.SetResult();
        var answers = await Task.WhenAll(reads.Except(refused));
        Assert.All(answers, answer => Assert.StartsWith("value ", answer, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(20, 0, 0.9, 10)]
    [InlineData(32, 0, 0, 0.9)]
    [InlineData(20, 3, 2.9, 30)]
    [InlineData(32, 3, 0, 2.9)]
    public async Task Reads_wait_for_company_until_there_is_enough_and_for_each_silo_longer(int reads, int silos, double least, double most)
    {
        var trips = new ConcurrentQueue<int>();
        var reader = new BatchedReader<int, int>(
            keys =>
            {
                trips.Enqueue(keys.Count);
                return Task.FromResult<IReadOnlyDictionary<int, int>>(keys.ToDictionary(key => key));
            },
            -1, parallel: 1, company: new Company(() => silos), gather: TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, reads).Select(reader.ReadAsync));

        Assert.InRange(clock.Elapsed.TotalSeconds, least, most);
        Assert.Equal(Enumerable.Range(0, reads), answers);
        Assert.Equal([reads], trips);
    }
}
