namespace Sms;

/// <summary>Reads an answer up to a bound, so that no provider can fill the memory.</summary>
internal static class BoundedBody
{
    /// <exception cref="IOException">It is larger than <paramref name="most"/> bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int most, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[(int)Math.Min(content.Headers.ContentLength + 1 ?? 1024, most + 1)];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > most) throw new IOException($"The answer is larger than {most} bytes.");
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, most + 1));
        }
    }
}
