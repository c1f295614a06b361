using System.Buffers.Binary;

namespace Sms;

/// <summary>The sixteen bytes each PDU begins with.</summary>
/// <param name="Length">Of the whole PDU.</param>
internal readonly record struct SmppHeader(uint Length, SmppCommand Command, uint Status, uint Sequence)
{
    public const int Size = 16;

    /// <summary>The longest PDU that is read: a payload of 64 KiB, and what stands around it.</summary>
    public const uint Longest = 66_000;

    /// <summary>Sequence numbers go from 1 to here, and begin again.</summary>
    public const uint LastSequence = 0x7FFF_FFFF;

    public bool IsPossible => Length is >= Size and <= Longest;

    public bool IsAnswer => (Command & SmppCommand.Answer) != 0;

    public static SmppHeader Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32BigEndian(bytes), (SmppCommand)BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], (uint)Command);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Status);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], Sequence);
    }
}
