using System.Text;

namespace Sms;

/// <summary>A <c>deliver_sm</c> to be sent.</summary>
internal sealed record SandboxSmppDelivery(SmppAddress From, SmppAddress To, byte Class, byte Coding, byte[] Message)
{
    private const int Around = 200;

    public string? ReceiptedId { get; init; }
    public byte? State { get; init; }
    public byte[]? NetworkError { get; init; }

    public long Post(uint sequence, SmppChannel channel)
    {
        var pdu = new SmppWriter(stackalloc byte[Around + byte.MaxValue]);
        pdu.Text("");
        From.Write(ref pdu);
        To.Write(ref pdu);
        pdu.Bytes([Class, 0, 0, 0, 0, 0, 0, Coding, 0, (byte)Message.Length]);
        pdu.Bytes(Message);
        if (ReceiptedId is not null) pdu.Tag(SmppTag.ReceiptedMessageId, Encoding.ASCII.GetBytes(ReceiptedId + "\0"));
        if (State is { } state) pdu.Tag(SmppTag.MessageState, state);
        if (NetworkError is not null) pdu.Tag(SmppTag.NetworkErrorCode, NetworkError);
        return channel.Post(pdu.End(SmppCommand.DeliverSm, SmppStatus.Ok, sequence));
    }
}
