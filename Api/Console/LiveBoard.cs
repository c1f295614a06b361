using System.Threading.Channels;

namespace Sms;

/// <summary>
/// One poller for everybody who watches: starts with the first viewer and stops with the last, so a console nobody looks at costs nothing.
/// </summary>
internal sealed partial class LiveBoard(BoardReader reader, TimeProvider clock, ILogger<LiveBoard> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>Every so many beats the list is read anew: new campaigns, and late receipts of those that had come to rest.</summary>
    private const int BeatsPerReading = 4;

    private readonly Lock gate = new();
    private readonly HashSet<Channel<Board>> viewers = [];
    private CancellationTokenSource? stopPolling;
    private Task polling = Task.CompletedTask;
    private Board? current;

    public int Viewers
    {
        get { lock (gate) return viewers.Count; }
    }

    /// <summary>A place to watch from, until it is disposed of. Whoever is slow gets the newest board; those in between are dropped.</summary>
    public Seat Watch()
    {
        var boards = Channel.CreateBounded<Board>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        Join(boards);
        return new Seat(this, boards);
    }

    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (gate)
        {
            stopPolling?.Cancel();
            last = polling;
        }

        await last;
    }

    private void Join(Channel<Board> viewer)
    {
        lock (gate)
        {
            viewers.Add(viewer);
            if (current is not null) viewer.Writer.TryWrite(current);
            if (viewers.Count > 1) return;
            stopPolling = new CancellationTokenSource();
            polling = PollAsync(polling, stopPolling.Token);
        }
    }

    private void Leave(Channel<Board> viewer)
    {
        lock (gate)
        {
            viewers.Remove(viewer);
            if (viewers.Count > 0) return;
            stopPolling?.Cancel();
            // What the next viewer gets first is read for it, not remembered.
            current = null;
        }
    }

    private async Task PollAsync(Task before, CancellationToken stop)
    {
        await Task.Yield();
        await before;
        using var timer = new PeriodicTimer(Beat, clock);
        LogWatching();
        Board? board = null;
        for (var beat = 0; !stop.IsCancellationRequested; beat++)
        {
            board = await ReadAsync(board, beat % BeatsPerReading == 0);
            if (board is not null) Show(board, stop);
            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        LogUnwatched();
    }

    private async Task<Board?> ReadAsync(Board? board, bool whole)
    {
        try
        {
            return whole || board is null || board.Stale ? await reader.ReadAsync() : await reader.RefreshAsync(board);
        }
        catch (Exception fault)
        {
            // The viewers are told that the figures are old; the next beat tries again.
            LogNotRead(fault);
            return board?.AsStale();
        }
    }

    private void Show(Board board, CancellationToken stop)
    {
        lock (gate)
        {
            if (stop.IsCancellationRequested || (current is not null && board.Since(current) is null)) return;
            current = board;
            foreach (var viewer in viewers) viewer.Writer.TryWrite(board);
        }
    }

    public sealed class Seat(LiveBoard live, Channel<Board> boards) : IDisposable
    {
        public ChannelReader<Board> Boards => boards.Reader;

        public void Dispose() => live.Leave(boards);
    }
}
