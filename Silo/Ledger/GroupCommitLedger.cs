using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// The write path. Entries wait in a bounded queue; each of a few writers takes what has queued up and commits it at once. A lone
/// entry goes immediately, and batches grow by themselves while a commit is under way; among several silos that is not enough, and they wait (<see cref="LedgerOptions.Gather"/>).
/// </summary>
internal sealed class GroupCommitLedger : ILedger
{
    private readonly Channel<PendingEntry> queue;
    private readonly ILedgerStatements statements;
    private readonly LedgerInstruments instruments;
    private readonly TimeProvider clock;
    private readonly LedgerWriter[] writers;
    private readonly BatchedReader<StreamId, IReadOnlyList<LedgerEvent>> streams;
    private readonly BatchedReader<SubscriberId, SubscriberTotals> totals;
    private Task running = Task.CompletedTask;

    public GroupCommitLedger(
        ILedgerDatabase database, ILedgerStatements statements, IOptions<LedgerOptions> options, Company company, LedgerInstruments instruments, TimeProvider clock,
        ILoggerFactory logs, IEnumerable<ITotalsSink> sinks)
    {
        this.statements = statements;
        this.instruments = instruments;
        this.clock = clock;
        queue = Channel.CreateBounded<PendingEntry>(new BoundedChannelOptions(options.Value.QueueLimit) { SingleReader = database.Writers == 1 });
        (instruments.QueueLength, instruments.QueueLimit) = (() => queue.Reader.Count, options.Value.QueueLimit);
        var sink = sinks.LastOrDefault();
        var log = logs.CreateLogger<LedgerWriter>();
        var first = Random.Shared.Next(Shards.Count);
        writers = [.. Enumerable.Range(0, database.Writers).Select(i => new LedgerWriter(
            queue.Reader, database.CreateCommitter(Shards.Of(first + i)), options.Value, company, instruments, clock, log, sink))];
        streams = new(database.ReadStreamsAsync, [], limit: options.Value.QueueLimit);
        totals = new(database.CountAsync, new SubscriberTotals(0, 0, 0), limit: options.Value.QueueLimit);
    }

    public Task<TimeSpan> CommitAsync(LedgerEntry entry)
    {
        var pending = new PendingEntry(entry, clock.GetTimestamp());
        if (queue.Writer.TryWrite(pending)) return pending.Task;
        instruments.Refused();
        return Task.FromException<TimeSpan>(new LedgerUnavailableException("The ledger's queue is full"));
    }

    public Task<IReadOnlyList<LedgerEvent>> ReadAsync(StreamId stream) => streams.ReadAsync(stream);

    public async Task<IReadOnlyList<UnappliedReceipt>> ReadReceiptsAsync(MessageId message) => await statements.ReadAsync(
        "read_receipts.sql", [new("message", message.Value)],
        row => new UnappliedReceipt(message, row.Id(1), row.Time(2), row.Text(3), row.TextOrNull(4), row.Text(5), row.Text(6), row.TextOrNull(7)));

    public Task<SubscriberTotals> CountAsync(SubscriberId subscriber) => totals.ReadAsync(subscriber);

    public void Start() => running = Task.WhenAll(writers.Select(writer => Task.Run(writer.RunAsync)));

    /// <summary>Refuses new entries and completes when those that wait are committed.</summary>
    public async Task StopAsync()
    {
        queue.Writer.TryComplete();
        await running;
        foreach (var writer in writers) await writer.DisposeAsync();
    }
}
