using System.Buffers;
using System.Globalization;

namespace Sms;

/// <summary>One <c>submit_sm</c>: a text, or a part of one.</summary>
/// <param name="Number">Of the part, from 1.</param>
internal readonly record struct SmppSubmit(CarrierMessage Message, byte Coding, byte[] Text, int Number, int Total, int Reference)
{
    private const byte FinalReceipt = 1, HeaderInside = 0x40;
    private const int HeaderSize = 6, LongestShort = 254, Around = 160;
    private static readonly TimeSpan LongestValidity = TimeSpan.FromDays(7);

    /// <summary>See <see cref="SmppChannel.Post"/>.</summary>
    public long Post(SmppSettings settings, uint sequence, SmppChannel channel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Around + settings.ServiceType.Length + Text.Length);
        try
        {
            var pdu = new SmppWriter(buffer);
            Write(ref pdu, settings);
            return channel.Post(pdu.End(SmppCommand.SubmitSm, SmppStatus.Ok, sequence));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Write(ref SmppWriter pdu, SmppSettings settings)
    {
        var udh = Total > 1 && settings.LongMessages is SmppLongMessages.Udh;
        var payload = Text.Length > LongestShort || (Total == 1 && settings.LongMessages is SmppLongMessages.Payload && Text.Length > settings.LongestPart(Coding));
        pdu.Text(settings.ServiceType);
        SmppAddress.Of(Message.From, settings.ShortCodeType).Write(ref pdu);
        SmppAddress.Of(Message.To).Write(ref pdu);
        pdu.Byte(udh ? HeaderInside : (byte)0);
        pdu.Byte(0);
        pdu.Byte(0);
        pdu.Text("");
        pdu.Text(Validity());
        pdu.Byte(FinalReceipt);
        pdu.Byte(0);
        pdu.Byte(Coding);
        pdu.Byte(0);
        if (payload)
        {
            pdu.Byte(0);
            pdu.Tag(SmppTag.MessagePayload, Text);
            return;
        }
        pdu.Byte((byte)(Text.Length + (udh ? HeaderSize : 0)));
        if (udh) pdu.Bytes([HeaderSize - 1, 0, 3, (byte)Reference, (byte)Total, (byte)Number]);
        pdu.Bytes(Text);
        if (Total == 1 || udh) return;
        pdu.Tag(SmppTag.ConcatenationReference, (ushort)Reference);
        pdu.Tag(SmppTag.ConcatenationTotal, (byte)Total);
        pdu.Tag(SmppTag.ConcatenationNumber, (byte)Number);
    }

    /// <summary>Relative, as <c>YYMMDDhhmmss000R</c>; empty: as long as the provider likes (SMPP 3.4, §7.1.1).</summary>
    private string Validity() => Message.Validity is { } left && left < LongestValidity
        ? string.Create(CultureInfo.InvariantCulture, $"0000{left.Days:00}{left.Hours:00}{left.Minutes:00}{Math.Max(left.Seconds, left.TotalMinutes < 1 ? 1 : 0):00}000R")
        : "";
}
