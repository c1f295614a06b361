namespace Sms;

/// <summary>What <c>deliver_sm</c> and <c>data_sm</c> bring: a receipt, or a person's text (SMPP 3.4, §4.6 and §4.7).</summary>
internal sealed record SmppDelivery(SmppAddress From, SmppAddress To, byte Class, byte Coding, byte[] Message)
{
    /// <summary>Bits 2–5 of <c>esm_class</c>. Other bits stand beside them: some providers set the reply path on receipts.</summary>
    private const byte Kind = 0x3C, Receipt = 0x04, Intermediate = 0x20, HeaderInside = 0x40;

    public string? ReceiptedId { get; private init; }
    public byte? State { get; private init; }

    /// <summary>Network type and code, three bytes.</summary>
    public byte[]? NetworkError { get; private init; }

    private ushort? Reference { get; init; }
    private byte? Total { get; init; }
    private byte? Number { get; init; }

    /// <summary>
    /// By its class, or by fields that only receipts have. Words alone make none: anybody can text <c>id:… stat:DELIVRD</c>.
    /// </summary>
    public bool IsReceipt => (Class & Kind) is Receipt or Intermediate || ReceiptedId is not null || State is not null;

    /// <summary>Another kind of acknowledgement: by a person or a device, of what nobody asked for.</summary>
    public bool IsText => (Class & Kind) == 0 && !IsReceipt;

    /// <summary>Null: what came is no such PDU.</summary>
    public static SmppDelivery? Read(SmppCommand command, ReadOnlySpan<byte> body)
    {
        var fields = new SmppFields(body);
        fields.Text(6);
        var (from, to, kind) = (SmppAddress.Read(ref fields), SmppAddress.Read(ref fields), fields.Byte());
        byte coding;
        ReadOnlySpan<byte> message = default;
        if (command is SmppCommand.DataSm)
        {
            fields.Byte();
            coding = fields.Byte();
        }
        else
        {
            fields.Bytes(2);
            fields.Text(17);
            fields.Text(17);
            fields.Bytes(2);
            coding = fields.Byte();
            fields.Byte();
            message = fields.Bytes(fields.Byte());
        }
        if (fields.IsBroken) return null;

        var delivery = new SmppDelivery(from, to, kind, coding, message.ToArray());
        while (fields.TryReadTag(out var tag, out var value)) delivery = delivery.With(tag, value);
        return fields.IsBroken ? null : delivery;
    }

    /// <summary>The text without its header, and which part of a long one it is. Null for what no text can be read of.</summary>
    public (string Text, InboundPart? Part)? ReadText(bool gsm)
    {
        ReadOnlySpan<byte> bytes = Message;
        InboundPart? part = null;
        if ((Class & HeaderInside) != 0)
        {
            if (bytes.IsEmpty || bytes[0] >= bytes.Length) return null;
            part = PartOf(bytes.Slice(1, bytes[0]));
            bytes = bytes[(1 + bytes[0])..];
        }
        else if (Reference is { } reference && Number is { } number && Total is { } total) part = Named(reference, number, total);
        return SmppAlphabet.Read(Coding, bytes, gsm) is { } text ? (text, part) : null;
    }

    private SmppDelivery With(ushort tag, ReadOnlySpan<byte> value) => (tag, value.Length) switch
    {
        (SmppTag.ReceiptedMessageId, > 0) => this with { ReceiptedId = System.Text.Encoding.Latin1.GetString(value).TrimEnd('\0') },
        (SmppTag.MessageState, 1) => this with { State = value[0] },
        (SmppTag.NetworkErrorCode, 3) => this with { NetworkError = value.ToArray() },
        (SmppTag.MessagePayload, > 0) when Message.Length == 0 => this with { Message = value.ToArray() },
        (SmppTag.ConcatenationReference, 2) => this with { Reference = (ushort)((value[0] << 8) | value[1]) },
        (SmppTag.ConcatenationTotal, 1) => this with { Total = value[0] },
        (SmppTag.ConcatenationNumber, 1) => this with { Number = value[0] },
        _ => this,
    };

    /// <summary>The elements of a user data header that join parts: reference of one byte (0) or of two (8), how many, and which (3GPP TS 23.040, §9.2.3.24).</summary>
    private InboundPart? PartOf(ReadOnlySpan<byte> header)
    {
        while (header.Length >= 2 && header.Length - 2 >= header[1])
        {
            var element = header[0];
            var value = header.Slice(2, header[1]);
            if (element == 0 && value.Length == 3) return Named(value[0], value[2], value[1]);
            if (element == 8 && value.Length == 4) return Named((value[0] << 8) | value[1], value[3], value[2]);
            header = header[(2 + value.Length)..];
        }
        return null;
    }

    /// <summary>References are the sender's own and small: only together with who texts whom do they name a long text.</summary>
    private InboundPart? Named(int reference, int number, int total) =>
        total <= 1 ? null : new InboundPart(SmppIds.Hidden($"{From.Digits}/{To.Digits}/{reference}/{total}"), number, total);
}
