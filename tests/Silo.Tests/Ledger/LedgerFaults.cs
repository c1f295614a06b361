using Microsoft.Extensions.DependencyInjection;

namespace Sms.Tests;

internal static class LedgerFaults
{
    /// <summary>Puts something between the writers and the database's committers.</summary>
    public static void Decorate(this IServiceCollection services, Func<IBatchCommitter, IBatchCommitter> decorate)
    {
        var inner = services.Last(service => service.ServiceType == typeof(ILedgerDatabase));
        services.AddSingleton<ILedgerDatabase>(provider => new Decorated((ILedgerDatabase)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!), decorate));
    }

    private sealed class Decorated(ILedgerDatabase inner, Func<IBatchCommitter, IBatchCommitter> decorate) : ILedgerDatabase
    {
        public int Writers => inner.Writers;
        public IBatchCommitter CreateCommitter(short shard) => decorate(inner.CreateCommitter(shard));
        public Task<IReadOnlyDictionary<StreamId, IReadOnlyList<LedgerEvent>>> ReadStreamsAsync(IReadOnlyList<StreamId> streams) => inner.ReadStreamsAsync(streams);
        public Task<IReadOnlyDictionary<SubscriberId, SubscriberTotals>> CountAsync(IReadOnlyList<SubscriberId> subscribers) => inner.CountAsync(subscribers);
    }
}

/// <summary>Commits, and loses every other answer.</summary>
internal sealed class LostReplies(IBatchCommitter inner) : IBatchCommitter
{
    private int calls;

    public async Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> entries)
    {
        var result = await inner.CommitAsync(entries);
        return ++calls % 2 == 0 ? result : throw new LedgerUnavailableException("Committed, and the answer was lost");
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>Never answers, until it is given up.</summary>
internal sealed class DeadDatabase : IBatchCommitter
{
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GiveUp() => gone.SetException(new LedgerUnavailableException("Gone") { RetryAfter = TimeSpan.FromSeconds(1) });

    public async Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> entries)
    {
        await gone.Task;
        throw new InvalidOperationException("Unreachable");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
