using System.Buffers;
using System.IO.Pipelines;

namespace Sms;

/// <summary>What comes in on a <see cref="SmppChannel"/>, one after the other. The body is gone once it returns.</summary>
internal delegate void SmppFrame(SmppHeader header, ReadOnlySpan<byte> body);

/// <summary>
/// PDUs over one connection, both ways. Whatever is posted while the last batch is being written goes out together in the next: no system call of its own, and
/// nobody waits for a lock.
/// </summary>
internal sealed class SmppChannel(Stream stream)
{
    /// <summary>A peer that takes no more has gone away, whatever its connection says.</summary>
    private const int MostUnwritten = 8 * 1024 * 1024;

    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim wake = new(0);
    private ArrayBufferWriter<byte> filling = new(4096);
    private ArrayBufferWriter<byte> leaving = new(4096);
    private long batch = 1;
    private long batchesLeft;
    private bool closed;

    /// <summary>Queues a PDU. The batch it leaves with, to be held against <see cref="HasLeft"/>; 0: the channel is closed.</summary>
    public long Post(ReadOnlySpan<byte> pdu)
    {
        lock (gate)
        {
            if (closed || filling.WrittenCount > MostUnwritten) return 0;
            if (filling.WrittenCount == 0) wake.Release();
            filling.Write(pdu);
            return batch;
        }
    }

    /// <summary>False: not one byte of that batch was handed to the connection.</summary>
    public bool HasLeft(long posted) => posted <= Interlocked.Read(ref batchesLeft);

    /// <summary>Reads and writes until either ends. Returns what it ended of.</summary>
    public async Task<string> RunAsync(SmppFrame receive, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ends = new[] { ReadAsync(receive, stop.Token), WriteAsync(stop.Token) };
        var first = await Task.WhenAny(ends);
        lock (gate) closed = true;
        await stop.CancelAsync();
        await Task.WhenAll(ends);
        return await first;
    }

    private async Task<string> ReadAsync(SmppFrame receive, CancellationToken cancellation)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellation);
                var rest = read.Buffer;
                while (rest.Length >= SmppHeader.Size)
                {
                    var header = HeaderOf(rest);
                    if (!header.IsPossible) return "a PDU of an impossible length";
                    if (rest.Length < header.Length) break;
                    Receive(header, rest.Slice(SmppHeader.Size, header.Length - SmppHeader.Size), receive);
                    rest = rest.Slice(header.Length);
                }
                if (read.IsCompleted) return rest.IsEmpty ? "the other side closed the connection" : "the connection ended within a PDU";
                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return Cause(broken);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private async Task<string> WriteAsync(CancellationToken cancellation)
    {
        // What was said last, mostly a word of farewell, is still to be heard.
        using var patience = new CancellationTokenSource();
        await using var end = cancellation.Register(() => patience.CancelAfter(LastWrite));
        try
        {
            while (true)
            {
                var last = cancellation.IsCancellationRequested;
                if (!last) await wake.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (NextBatch() is { Length: > 0 } posted) await stream.WriteAsync(posted, patience.Token);
                if (last) return "closed here";
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return Cause(broken);
        }
    }

    private ReadOnlyMemory<byte> NextBatch()
    {
        lock (gate)
        {
            (filling, leaving) = (leaving, filling);
            filling.ResetWrittenCount();
            Interlocked.Exchange(ref batchesLeft, batch++);
            return leaving.WrittenMemory;
        }
    }

    private static SmppHeader HeaderOf(ReadOnlySequence<byte> bytes)
    {
        if (bytes.FirstSpan.Length >= SmppHeader.Size) return SmppHeader.Read(bytes.FirstSpan);
        Span<byte> header = stackalloc byte[SmppHeader.Size];
        bytes.Slice(0, SmppHeader.Size).CopyTo(header);
        return SmppHeader.Read(header);
    }

    private static void Receive(SmppHeader header, ReadOnlySequence<byte> body, SmppFrame receive)
    {
        if (body.IsSingleSegment)
        {
            receive(header, body.FirstSpan);
            return;
        }
        var whole = ArrayPool<byte>.Shared.Rent((int)body.Length);
        body.CopyTo(whole);
        receive(header, whole.AsSpan(0, (int)body.Length));
        ArrayPool<byte>.Shared.Return(whole);
    }

    private static string Cause(Exception broken) => broken is OperationCanceledException ? "closed here" : broken.InnerException?.Message ?? broken.Message;
}
