using System.Threading.Channels;
using Orleans.Storage;

namespace Sms;

/// <summary>Takes what has queued up, commits it, and answers each caller.</summary>
internal sealed partial class LedgerWriter(
    ChannelReader<PendingEntry> queue, IBatchCommitter committer, LedgerOptions options, Company company, LedgerInstruments instruments, TimeProvider clock,
    ILogger<LedgerWriter> log, ITotalsSink? sink) : IAsyncDisposable
{
    /// <summary>Entries that are worth a commit of their own.</summary>
    private const int Enough = 128;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly List<PendingEntry> batch = new(options.MaxBatch);
    private readonly List<LedgerEntry> entries = new(options.MaxBatch);

    // The last wait for company.
    private long gathered;
    private long gone;

    public async Task RunAsync()
    {
        while (await queue.WaitToReadAsync())
        {
            gathered = clock.GetTimestamp();
            await company.AwaitAsync(() => queue.Count, Enough, options.Gather);
            gone = clock.GetTimestamp();
            while (batch.Count < options.MaxBatch && queue.TryRead(out var pending))
            {
                batch.Add(pending);
                entries.Add(pending.Entry);
            }
            if (batch.Count > 0) await CommitAsync(batch, entries);
            batch.Clear();
            entries.Clear();
        }
    }

    public ValueTask DisposeAsync() => committer.DisposeAsync();

    private async Task CommitAsync(List<PendingEntry> pending, List<LedgerEntry> content)
    {
        try
        {
            Answer(pending, await CommitPatientlyAsync(content));
        }
        catch (LedgerUnavailableException unavailable)
        {
            LogGivenUp(pending.Count, unavailable);
            foreach (var entry in pending) entry.TrySetException(unavailable);
        }
        catch (Exception refused) when (pending.Count == 1)
        {
            LogRefused(content[0].Stream.Key, refused);
            pending[0].TrySetException(refused);
        }
        catch (Exception refused)
        {
            // One entry that cannot be stored must not take the others along: halve until it stands alone.
            LogHalved(pending.Count, refused.Message);
            var half = pending.Count / 2;
            await CommitAsync(pending.GetRange(0, half), content.GetRange(0, half));
            await CommitAsync(pending.GetRange(half, pending.Count - half), content.GetRange(half, pending.Count - half));
        }
    }

    private async Task<BatchResult> CommitPatientlyAsync(List<LedgerEntry> content)
    {
        var started = clock.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            try
            {
                var result = await committer.CommitAsync(content);
                instruments.Committed(content.Count, result.Rows, result.Conflicts?.Count ?? 0, clock.GetElapsedTime(started));
                return result;
            }
            catch (LedgerUnavailableException unavailable) when (clock.GetElapsedTime(started) + pause <= options.RetryFor)
            {
                // The batch may be durable already; then its own rows are recognised by their ids.
                LogRetry(content.Count, pause, unavailable.InnerException?.Message ?? unavailable.Message);
                instruments.Retried();
            }
            await Task.Delay(pause, clock);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    private void Answer(List<PendingEntry> pending, BatchResult result)
    {
        for (var i = 0; i < pending.Count; i++)
        {
            if (result.Conflicts?.Contains(i) != true) pending[i].TrySetResult(WaitOf(pending[i]));
            else pending[i].TrySetException(Conflict(pending[i].Entry));
        }
        if (result.Totals.Count > 0) sink?.Offer(result.Totals);
    }

    private TimeSpan WaitOf(PendingEntry entry) => entry.Since < gone ? clock.GetElapsedTime(Math.Max(gathered, entry.Since), gone) : TimeSpan.Zero;

    private InconsistentStateException Conflict(LedgerEntry entry)
    {
        var first = entry.Events[0];
        LogConflict(entry.Stream.Key, first.Version, first.Metric);
        return new InconsistentStateException($"Version {first.Version} of stream {entry.Stream.Key} is taken by another event");
    }
}
