using System.Net;

namespace Sms;

/// <summary>
/// A request body that leaves at most once. HttpClient may send a request again by itself when a pooled connection turns out to be dead; for a
/// text message that is a second text. It also knows whether it ever left, which no exception type tells reliably.
/// </summary>
internal sealed class OneShotContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> body;
    private int left;

    public OneShotContent(ReadOnlyMemory<byte> body, string mediaType)
    {
        this.body = body;
        Headers.TryAddWithoutValidation("Content-Type", mediaType);
    }

    /// <summary>False: not one byte of the body was given to a connection, so the other side cannot have acted on it.</summary>
    public bool Left => Volatile.Read(ref left) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref left, 1) != 0) throw new InvalidOperationException("The request has left once already; it is not sent again.");
        await stream.WriteAsync(body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
