using Microsoft.AspNetCore.Http.Features;

namespace Sms;

/// <summary>
/// Refuses a body over its endpoint's limit, 413, so that the sender sees it. A connection that closes on unread bytes is reset, and the answer may be lost with it: of a refused body so
/// much is taken off the wire and thrown away, by the server, five seconds at most. Callbacks have their own limit (<see cref="CarrierCallbacks"/>).
/// </summary>
internal sealed class LargeBodies(RequestDelegate next)
{
    /// <summary>Bytes of a refused body that are thrown away. Beyond, the connection is cut.</summary>
    public const long Discarded = 16 * 1024 * 1024;

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api") || LimitOf(context) is not { MaxRequestBodySize: { } limit } feature) return next(context);
        var request = context.Request;
        if (request.ContentLength <= limit) return next(context);
        feature.MaxRequestBodySize = Math.Max(limit, Discarded);
        if (request.ContentLength > limit) throw TooLarge(context);
        request.Body = new Counted(context, request.Body, limit);
        return next(context);
    }

    /// <summary>Null: there is no body, or no limit that can be moved.</summary>
    private static IHttpMaxRequestBodySizeFeature? LimitOf(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true }
        && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature
            ? feature
            : null;

    private static BadHttpRequestException TooLarge(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
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
            return (taken += count) > limit ? throw TooLarge(context) : count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancel) => ReadAsync(buffer.AsMemory(offset, count), cancel).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
