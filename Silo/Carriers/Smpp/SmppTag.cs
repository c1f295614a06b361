namespace Sms;

/// <summary>Optional parameters (SMPP 3.4, §5.3.2).</summary>
internal static class SmppTag
{
    public const ushort ReceiptedMessageId = 0x001E;
    public const ushort ConcatenationReference = 0x020C;
    public const ushort ConcatenationTotal = 0x020E;
    public const ushort ConcatenationNumber = 0x020F;
    public const ushort InterfaceVersion = 0x0210;
    public const ushort NetworkErrorCode = 0x0423;
    public const ushort MessagePayload = 0x0424;
    public const ushort MessageState = 0x0427;
}
