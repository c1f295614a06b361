using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Sms;

/// <summary>
/// Answers batches of this silo. No item waits long for another: what is not done soon is kept here, under a ticket, until it is asked for.
/// </summary>
internal sealed partial class BatchBook(IMessageHomes homes, TimeProvider clock, ILogger<BatchBook> logger)
{
    /// <summary>How long the first answer waits for the slowest item; each further one twice as long as the one before.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary>Whoever does not ask within this time is gone.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<long, OpenBatch> open = new();
    private long lastTicket;

    /// <summary>Batches that wait to be asked for.</summary>
    public int Open => open.Count;

    /// <param name="items">None of them fails.</param>
    public Task<BatchAnswer> AnswerAsync(Task<CallbackAnswer>[] items) => AnswerAsync(items, Task.WhenAll(items), FirstWait);

    /// <inheritdoc cref="ISiloDeskGrain.CollectAsync"/>
    /// <param name="desk">Whom the caller means. Tickets of a silo that is gone mean nothing to the one that is asked in its place.</param>
    public Task<BatchAnswer> CollectAsync(string desk, long ticket)
    {
        if (desk != homes.Here || !open.TryRemove(ticket, out var batch)) throw new OrleansException($"Batch {ticket} of {desk} is not known at {homes.Here}");

        batch.Expiry.Dispose();
        return AnswerAsync(batch.Items, batch.All, batch.Wait);
    }

    private async Task<BatchAnswer> AnswerAsync(Task<CallbackAnswer>[] items, Task all, TimeSpan wait)
    {
        await all.WaitAsync(wait, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var answers = new CallbackAnswer?[items.Length];
        var rest = new List<Task<CallbackAnswer>>();
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].IsCompleted) answers[i] = await items[i];
            else rest.Add(items[i]);
        }

        if (rest.Count == 0) return new BatchAnswer { Answers = answers };
        return new BatchAnswer { Answers = answers, Desk = homes.Here, Ticket = Keep([.. rest], all, wait) };
    }

    private long Keep(Task<CallbackAnswer>[] rest, Task all, TimeSpan waited)
    {
        var ticket = Interlocked.Increment(ref lastTicket);
        var wait = waited * 2 < LongestWait ? waited * 2 : LongestWait;
        open[ticket] = new OpenBatch(rest, all, wait, clock.CreateTimer(_ => Drop(ticket), null, KeptFor, Timeout.InfiniteTimeSpan));
        return ticket;
    }

    private void Drop(long ticket)
    {
        if (!open.TryRemove(ticket, out var batch)) return;
        batch.Expiry.Dispose();
        LogDropped(batch.Items.Length);
    }

    /// <param name="All">Done when the whole batch is: by then those that are done already are no matter.</param>
    /// <param name="Wait">Of the next answer.</param>
    private sealed record OpenBatch(Task<CallbackAnswer>[] Items, Task All, TimeSpan Wait, ITimer Expiry);
}
