using System.Buffers.Binary;

namespace Sms.Testing;

/// <summary>Cuts a stream of PostgreSQL's protocol into its messages: a type, a length, a payload of which the beginning is enough here.</summary>
/// <param name="hasStartup">The client's first message has no type.</param>
internal sealed class PostgresFrames(bool hasStartup)
{
    /// <summary>Enough for a statement's name and text.</summary>
    private const int Kept = 16 * 1024;

    private readonly byte[] header = new byte[5];
    private readonly byte[] head = new byte[Kept];
    private int headerRead = hasStartup ? 1 : 0;
    private int headRead;
    private int left;
    private bool inBody;

    public delegate void MessageRead(char type, ReadOnlySpan<byte> head);

    public void Read(ReadOnlySpan<byte> bytes, MessageRead message)
    {
        while (true)
        {
            if (!inBody)
            {
                var take = Math.Min(header.Length - headerRead, bytes.Length);
                bytes[..take].CopyTo(header.AsSpan(headerRead));
                bytes = bytes[take..];
                if ((headerRead += take) < header.Length) return;
                left = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - 4;
                (headRead, inBody) = (0, true);
            }
            var part = Math.Min(left, bytes.Length);
            var kept = Math.Min(part, head.Length - headRead);
            bytes[..kept].CopyTo(head.AsSpan(headRead));
            headRead += kept;
            bytes = bytes[part..];
            if ((left -= part) > 0) return;
            // The startup message is of no type and asks nothing that a write could be.
            if (header[0] != 0) message((char)header[0], head.AsSpan(0, headRead));
            (headerRead, inBody) = (0, false);
        }
    }
}
