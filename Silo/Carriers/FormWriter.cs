using System.Buffers;
using System.Text;

namespace Sms;

/// <summary>Writes <c>application/x-www-form-urlencoded</c> straight to bytes. One per request.</summary>
internal struct FormWriter()
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private byte[] buffer = new byte[1024];
    private int length;

    /// <param name="name">A name that needs no escaping.</param>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        // A byte of UTF-8 becomes at most 3 characters of the form.
        var bytes = Encoding.UTF8.GetByteCount(value);
        Reserve(name.Length + 2 + bytes * 3);
        if (length > 0) buffer[length++] = (byte)'&';
        name.CopyTo(buffer.AsSpan(length));
        length += name.Length;
        buffer[length++] = (byte)'=';
        // The value's UTF-8 is laid at the end of the room and escaped towards it: the escaped text cannot overtake what is still to be read.
        var from = length + bytes * 2;
        Encoding.UTF8.GetBytes(value, buffer.AsSpan(from));
        for (var i = from; i < from + bytes; i++)
        {
            var b = buffer[i];
            if (Unreserved.Contains(b)) buffer[length++] = b;
            else if (b == ' ') buffer[length++] = (byte)'+';
            else
            {
                buffer[length++] = (byte)'%';
                buffer[length++] = Hex(b >> 4);
                buffer[length++] = Hex(b & 15);
            }
        }
    }

    public readonly ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);

    private void Reserve(int room)
    {
        if (buffer.Length - length < room) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + room));
    }
}
