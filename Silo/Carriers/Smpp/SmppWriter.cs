using System.Buffers.Binary;
using System.Text;

namespace Sms;

/// <summary>Writes one PDU: its header last, for that knows the length.</summary>
internal ref struct SmppWriter(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;
    private int at = SmppHeader.Size;

    public void Byte(byte value) => buffer[at++] = value;

    public void Text(string text)
    {
        at += Encoding.Latin1.GetBytes(text, buffer[at..]);
        buffer[at++] = 0;
    }

    public void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer[at..]);
        at += bytes.Length;
    }

    public void Tag(ushort tag, scoped ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(buffer[at..], tag);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[(at + 2)..], checked((ushort)value.Length));
        at += 4;
        Bytes(value);
    }

    public void Tag(ushort tag, byte value) => Tag(tag, [value]);

    public void Tag(ushort tag, ushort value) => Tag(tag, [(byte)(value >> 8), (byte)value]);

    public ReadOnlySpan<byte> End(SmppCommand command, uint status, uint sequence)
    {
        new SmppHeader((uint)at, command, status, sequence).Write(buffer);
        return buffer[..at];
    }
}
