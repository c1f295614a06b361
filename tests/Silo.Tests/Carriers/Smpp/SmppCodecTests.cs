using CsCheck;

namespace Sms;

/// <summary>What holds for every text and for whatever bytes come in.</summary>
public sealed class SmppCodecTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char["abc @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ{}[]~^|\\€\n\r"].Array[0, 700].Select(characters => new string(characters)),
        Gen.Char["ab“”Жя"].Array[0, 300].Select(characters => new string(characters)),
        Gen.OneOf(Gen.Const("👍"), Gen.Const("a"), Gen.Const("é")).Array[0, 200].Select(string.Concat));

    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[0, 400];

    [Fact]
    public void A_text_is_what_was_written_and_has_the_parts_it_was_counted_with() => Texts.Sample(body =>
    {
        var text = SmppText.Of(body, gsm: true);
        Assert.Equal(body, string.Concat(text.Parts.Select(part => SmppAlphabet.Read(text.Coding, part, gsm: true))));
        Assert.Equal(Math.Max(1, SmsText.Measure(body).Segments), text.Parts.Count);
        var room = (text.Coding == SmppAlphabet.Ucs2, text.Parts.Count == 1) switch { (true, true) => 140, (true, false) => 134, (false, true) => 160, _ => 153 };
        Assert.All(text.Parts, part => Assert.InRange(part.Length, 0, room));
    });

    [Fact]
    public void A_provider_whose_alphabet_is_Latin_reads_the_same() => Texts.Sample(body =>
    {
        var text = SmppText.Of(body, gsm: false);
        Assert.Equal(body, string.Concat(text.Parts.Select(part => SmppAlphabet.Read(text.Coding, part, gsm: false))));
    });

    [Fact]
    public void A_text_in_one_piece_is_in_one_piece() => Texts.Sample(body =>
    {
        var text = SmppText.Of(body, gsm: true, whole: true);
        Assert.Equal(body, SmppAlphabet.Read(text.Coding, Assert.Single(text.Parts), gsm: true));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_one_part_with_nothing_in_it(bool gsm) => Assert.Empty(Assert.Single(SmppText.Of("", gsm).Parts));

    [Fact]
    public void Whatever_comes_in_is_read_or_refused()
    {
        var receipts = new SmppReceipts(Settings, new Dictionary<string, FailureType>(), new SmppSent());
        Gen.Select(Gen.OneOf(Gen.Const(SmppCommand.DeliverSm), Gen.Const(SmppCommand.DataSm)), Bytes).Sample((command, bytes) => Read(receipts, command, bytes));
    }

    [Fact]
    public void A_damaged_receipt_is_read_or_refused()
    {
        var receipts = new SmppReceipts(Settings, new Dictionary<string, FailureType>(), new SmppSent());
        var whole = Receipt();
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length]).Sample((at, value, length) =>
        {
            var damaged = whole.ToArray();
            damaged[at] = value;
            Read(receipts, SmppCommand.DeliverSm, damaged.AsSpan(0, length).ToArray());
        });
    }

    [Theory]
    [InlineData("id:0123 stat:DELIVRD err:000", "0123", "DELIVRD", "000")]
    [InlineData("ID:a-b sub:001 dlvrd:001 submit date:2611271200 done date:2611271201 STAT:Expired Err:E1 Text:id:9 stat:DELIVRD", "a-b", "Expired", "E1")]
    [InlineData("stat:UNDELIV id:7", "7", "UNDELIV", null)]
    [InlineData("text:id:9 stat:DELIVRD", null, null, null)]
    [InlineData("", null, null, null)]
    public void A_receipts_words_are_read_by_name(string words, string? id, string? status, string? error)
    {
        var read = SmppReceiptText.Read(System.Text.Encoding.ASCII.GetBytes(words));
        Assert.Equal((id, status, error), (read.Id, read.Status, read.Error));
    }

    [Fact]
    public void A_receipts_words_and_the_recipients_number_are_not_kept()
    {
        var delivery = new SmppDelivery(SmppAddress.Of("+14155550123"), SmppAddress.Of("78745"), 4, 0, "id:1 stat:DELIVRD to 14155550123 text:Hello Ada"u8.ToArray());
        var reading = new SmppReceipts(Settings, new Dictionary<string, FailureType>(), new SmppSent()).Read(delivery, TimeProvider.System.GetUtcNow());
        Assert.Equal("id:1 stat:DELIVRD to (number)", reading.Raw);
    }

    [Fact]
    public void The_latest_ids_are_known_and_no_more_than_that()
    {
        var sent = new SmppSent();
        for (var i = 0; i < 100_010; i++) sent.Add($"id{i}", new MessageId($"m{i}"));
        Assert.Null(sent.Find("id9"));
        Assert.Equal(new MessageId("m10"), sent.Find("id10"));
    }

    private static SmppSettings Settings { get; } = new() { Name = "acme", Address = () => new Uri("smpp://127.0.0.1:1"), SystemId = "us", Password = "p" };

    private static void Read(SmppReceipts receipts, SmppCommand command, byte[] bytes)
    {
        if (SmppDelivery.Read(command, bytes) is not { } delivery) return;
        receipts.Read(delivery, DateTimeOffset.UnixEpoch);
        delivery.ReadText(gsm: true);
        delivery.ReadText(gsm: false);
    }

    private static byte[] Receipt()
    {
        var pdu = new SmppWriter(new byte[400]);
        pdu.Text("");
        SmppAddress.Of("+14155550123").Write(ref pdu);
        SmppAddress.Of("78745").Write(ref pdu);
        var words = "id:0123 stat:DELIVRD err:000 text:"u8;
        pdu.Bytes([0x44, 0, 0, 0, 0, 0, 0, 0, 0, (byte)words.Length]);
        pdu.Bytes(words);
        pdu.Tag(SmppTag.ReceiptedMessageId, "0123\0"u8);
        pdu.Tag(SmppTag.MessageState, (byte)2);
        pdu.Tag(SmppTag.NetworkErrorCode, [3, 0, 1]);
        return pdu.End(SmppCommand.DeliverSm, 0, 1)[SmppHeader.Size..].ToArray();
    }
}
