using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Sms;

/// <summary>
/// Refuses a body over its endpoint's limit, 413, before anybody looks at it and so that the sender sees it: a connection that closes on unread bytes is reset, and the answer may be lost
/// with it. So the rest is taken off the wire and thrown away behind the answer, up to <see cref="Discarded"/>, for five seconds by the machine's clock, and slowly: it comes in pieces of a
/// few KiB, and at full speed good callbacks wait. Anybody may send here: of more than a few at once the others are cut.
/// </summary>
internal sealed class LargeBodies(RequestDelegate next)
{
    /// <summary>Bytes of a refused body that are thrown away. Beyond, the connection is cut.</summary>
    private const long Discarded = 16 * 1024 * 1024;

    /// <summary>Bytes a second of each.</summary>
    private const double Pace = 16 * 1024 * 1024;

    /// <summary>Each may hold a MiB in the server's buffers, and none of them is counted by <see cref="Admission"/>.</summary>
    private const int AtOnce = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private int discarding;

    public async Task InvokeAsync(HttpContext context)
    {
        var body = context.Request.Body;
        if (Admit(context)) await next(context);
        else await Failures.WriteAsync(context, Failures.TooLarge());

        if (context.Response.StatusCode != StatusCodes.Status413PayloadTooLarge) return;
        context.Request.Body = body;
        await context.Response.CompleteAsync();
        try
        {
            if (Interlocked.Increment(ref discarding) <= AtOnce) await DiscardAsync(context);
            else context.Abort();
        }
        finally { Interlocked.Decrement(ref discarding); }
    }

    /// <summary>False: it says itself that it is too long.</summary>
    private static bool Admit(HttpContext context)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }
            || context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false, MaxRequestBodySize: { } limit } feature
            || request.ContentLength <= limit)
            return true;

        feature.MaxRequestBodySize = Math.Max(limit, Discarded);
        if (request.ContentLength is null) request.Body = new Counted(context, request.Body, limit);
        else context.Response.Headers.Connection = "close";
        return request.ContentLength is null;
    }

    private static async Task DiscardAsync(HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        var (reader, taken, began) = (context.Request.BodyReader, 0L, Stopwatch.GetTimestamp());
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(patience.Token);
                taken += read.Buffer.Length;
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
                var early = TimeSpan.FromSeconds(taken / Pace) - Stopwatch.GetElapsedTime(began);
                if (early > TimeSpan.Zero) await Task.Delay(early, patience.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // Too much, too slow, or gone: whoever it is has the answer, or does not want it.
            context.Abort();
        }
    }

    /// <summary>A body that did not say how long it is.</summary>
    private sealed class Counted(HttpContext context, Stream body, long limit) : Stream
    {
        private long taken;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => taken; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
        {
            var count = await body.ReadAsync(buffer, cancel);
            if ((taken += count) <= limit) return count;
            context.Response.Headers.Connection = "close";
            throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancel) => ReadAsync(buffer.AsMemory(offset, count), cancel).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
