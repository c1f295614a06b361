using System.Text.Json.Nodes;

namespace Sms;

/// <summary>The adapter with a provider of another make (node-smpp) on the other side of a real connection.</summary>
public sealed class SmppCarrierTests
{
    private const string Long = "Grüße {vip}, we open at nine, and because this text is longer than what fits into one part of a text message it travels in two of them, which the phone puts together again for 20 €.";

    [Theory]
    [InlineData("Hello [you] ~ ^ | \\ 20 € Ç à", 0)]
    [InlineData("It’s 9 o’clock 👍", 8)]
    public async Task A_text_arrives_as_it_was_written(string body, int coding)
    {
        await using var provider = await SmppProvider.StartAsync();
        var reply = await provider.SubmitAsync(body: body, validity: TimeSpan.FromHours(30));
        Assert.Equal((SubmitKind.Accepted, "a000000001", 1), (reply.Kind, reply.ProviderId, reply.Parts));
        var sent = Assert.Single(await provider.SubmitsAsync())!;
        Assert.Equal((body, coding), ((string?)sent["text"], (int)sent["coding"]!));
        Assert.Equal(("14155550123", 1, 1, "78745", 3, 0), (Text(sent, "to"), Number(sent, "toTon"), Number(sent, "toNpi"), Text(sent, "from"), Number(sent, "fromTon"), Number(sent, "fromNpi")));
        Assert.Equal((1, 30 * 60), (Number(sent, "registered"), Number(sent, "validFor")));
    }

    [Theory]
    [InlineData("+18885550100", "18885550100", 1, 1)]
    [InlineData("AcmeInc", "AcmeInc", 5, 0)]
    public async Task A_sender_says_what_it_is(string from, string digits, int type, int plan)
    {
        await using var provider = await SmppProvider.StartAsync();
        await provider.SubmitAsync(from: from);
        var sent = Assert.Single(await provider.SubmitsAsync())!;
        Assert.Equal((digits, type, plan), (Text(sent, "from"), Number(sent, "fromTon"), Number(sent, "fromNpi")));
    }

    [Theory]
    [InlineData(SmppLongMessages.Udh, 2)]
    [InlineData(SmppLongMessages.Sar, 2)]
    [InlineData(SmppLongMessages.Payload, 1)]
    public async Task A_long_text_is_whole_on_the_other_side(object how, int submits)
    {
        await using var provider = await SmppProvider.StartAsync(settings => settings with { LongMessages = (SmppLongMessages)how });
        var reply = await provider.SubmitAsync(body: Long);
        Assert.Equal((SubmitKind.Accepted, submits, submits), (reply.Kind, reply.Parts, reply.PartIds!.Distinct().Count()));
        var sent = (await provider.SubmitsAsync()).Select(one => one!).ToList();
        Assert.Equal(Long, string.Concat(sent.OrderBy(Place).Select(one => Text(one, "text"))));
        Assert.Equal(submits, sent.Count);
        Assert.Equal(how is SmppLongMessages.Payload, (bool)sent[0]["payload"]!);
        if (submits > 1) Assert.Equal([1, 2], sent.Select(Place).Order());

        static int Place(JsonNode one) => one["udh"] is { } udh ? (int)udh[0]!.AsArray()[^1]! : one["sar"] is { } sar ? (int)sar[2]! : 1;
    }

    [Theory]
    [InlineData(0x0B, SubmitKind.Refused, FailureType.InvalidMobileNumber, ThrottleCause.Rate)]
    [InlineData(0x66, SubmitKind.Refused, FailureType.MessageBlocked, ThrottleCause.Rate)]
    [InlineData(0x4C4, SubmitKind.Refused, FailureType.Unknown, ThrottleCause.Rate)]
    [InlineData(0x58, SubmitKind.Throttled, FailureType.None, ThrottleCause.Rate)]
    [InlineData(0x14, SubmitKind.Throttled, FailureType.None, ThrottleCause.Rate)]
    [InlineData(0x0E, SubmitKind.Throttled, FailureType.None, ThrottleCause.Account)]
    public async Task A_no_is_a_no(int status, object kind, object failure, object cause)
    {
        await using var provider = await SmppProvider.StartAsync(rules: new { submit = new { status } });
        var reply = await provider.SubmitAsync();
        Assert.Equal((kind, failure, cause, $"0x{status:X8}"), (reply.Kind, reply.Failure, reply.Cause, reply.VendorCode));
    }

    [Fact]
    public async Task A_part_that_comes_too_fast_follows_the_one_that_is_out()
    {
        await using var provider = await SmppProvider.StartAsync();
        await provider.RuleAsync(new { });
        var first = await provider.SubmitAsync(body: Long);
        Assert.Equal(2, first.PartIds!.Count);
        await provider.SubmitsAsync();
        // The second part is refused with "too fast" once; the first one is answered before.
        await provider.RuleAsync(new { throttleSecond = true });
        var again = await provider.SubmitAsync(body: Long);
        Assert.Equal((SubmitKind.Accepted, 2), (again.Kind, again.PartIds!.Count));
        Assert.Equal(3, (await provider.SubmitsAsync()).Count);
    }

    [Fact]
    public async Task Silence_is_unknown_and_an_answer_that_comes_late_is_learnt()
    {
        await using var provider = await SmppProvider.StartAsync(settings => settings with { SubmitTimeout = TimeSpan.FromSeconds(1) }, new { submit = new { after = 1_500 } });
        var reply = await provider.SubmitAsync();
        Assert.Equal(SubmitKind.Unknown, reply.Kind);
        await provider.UntilAsync(() => provider.Learnt.Count == 1);
        Assert.Equal((new MessageId("01HZZZZZZZZZZZZZZZZZZZZZZZ-2611-0"), "a000000001"), Assert.Single(provider.Learnt));
    }

    [Fact]
    public async Task A_connection_that_breaks_leaves_what_was_sent_unknown_and_what_waited_unsent()
    {
        await using var provider = await SmppProvider.StartAsync(settings => settings with { Window = 2 }, new { submit = new { silent = true } });
        var replies = Enumerable.Range(0, 5).Select(_ => provider.SubmitAsync()).ToList();
        while ((int)(await provider.AskAsync(new { command = "count" }))! < 2) await Task.Yield();
        await provider.AskAsync(new { command = "cut" });
        var ends = (await Task.WhenAll(replies)).CountBy(reply => reply.Kind).ToDictionary();
        Assert.Equal((2, 3), (ends[SubmitKind.Unknown], ends[SubmitKind.Throttled]));

        await provider.RuleAsync(new { });
        await provider.UntilAsync(() => provider.Line.Bound == 1);
        Assert.Equal(SubmitKind.Accepted, (await provider.SubmitAsync()).Kind);
    }

    [Fact]
    public async Task A_bind_that_is_refused_turns_the_account_away_until_it_is_let_in()
    {
        await using var provider = await SmppProvider.StartAsync(rules: new { bind = 0x0E }, bound: false);
        await provider.UntilAsync(() => provider.Line.IsTurnedAway);
        var reply = await provider.SubmitAsync();
        Assert.Equal((SubmitKind.Throttled, true, "0x0000000E"), (reply.Kind, reply.TurnedAway, reply.VendorCode));
        await provider.RuleAsync(new { });
        await provider.UntilAsync(() => provider.Line.Bound == 1);
        Assert.Equal(SubmitKind.Accepted, (await provider.SubmitAsync()).Kind);
        Assert.False(provider.Line.IsTurnedAway);
    }

    [Fact]
    public async Task Nobody_there_is_nothing_sent()
    {
        await using var provider = await SmppProvider.StartAsync(settings => settings with { Address = () => new Uri("smpp://127.0.0.1:9") }, bound: false);
        var reply = await provider.SubmitAsync();
        Assert.Equal((SubmitKind.Throttled, ThrottleCause.Unreachable), (reply.Kind, reply.Cause));
    }

    [Fact]
    public async Task A_silent_connection_is_asked_and_a_deaf_one_is_made_anew()
    {
        await using var provider = await SmppProvider.StartAsync(
            settings => settings with { EnquireLink = TimeSpan.FromMilliseconds(200), SubmitTimeout = TimeSpan.FromSeconds(1) });
        while ((int)(await provider.AskAsync(new { command = "enquiries" }))! < 2) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(0, (int)(await provider.AskAsync(new { command = "ask" }))!);
        await provider.RuleAsync(new { deaf = true });
        await provider.UntilAsync(() => provider.Line.Bound == 0);
        await provider.RuleAsync(new { });
        await provider.UntilAsync(() => provider.Line.Bound == 1);
    }

    [Fact]
    public async Task A_provider_that_unbinds_is_bound_to_again()
    {
        await using var provider = await SmppProvider.StartAsync();
        Assert.Equal(0, (int)(await provider.AskAsync(new { command = "unbind" }))!);
        await provider.UntilAsync(() => provider.Line.Bound == 0);
        await provider.UntilAsync(() => provider.Line.Bound == 1);
        Assert.Equal(SubmitKind.Accepted, (await provider.SubmitAsync()).Kind);
    }

    [Theory]
    [InlineData("DELIVRD", null, "000", DeliveryStatus.Delivered, FailureType.None, null)]
    [InlineData("delivrd", null, "000", DeliveryStatus.Delivered, FailureType.None, null)]
    [InlineData("UNDELIV", null, "011", DeliveryStatus.Failed, FailureType.DeviceUnreachable, "011")]
    [InlineData("UNDELIV", null, "077", DeliveryStatus.Failed, FailureType.Unknown, "077")]
    [InlineData("EXPIRED", null, "000", DeliveryStatus.Failed, FailureType.DeviceUnreachable, null)]
    [InlineData("ENROUTE", null, "000", DeliveryStatus.Sent, FailureType.None, null)]
    [InlineData("UNDELIV", 2, "000", DeliveryStatus.Delivered, FailureType.None, null)]
    public async Task A_receipt_says_what_became_of_the_message_it_names(string stat, int? state, string err, object status, object failure, string? code)
    {
        await using var provider = await SmppProvider.StartAsync();
        var reply = await provider.SubmitAsync();
        await provider.AskAsync(new { command = "receipt", id = reply.ProviderId, to = "14155550123", from = "78745", stat, state, tlv = state is not null, err });
        var reading = provider.Reading();
        Assert.Equal(("01HZZZZZZZZZZZZZZZZZZZZZZZ-2611-0", reply.ProviderId), (reading.Message, reading.ProviderId));
        Assert.Equal((status, failure, code), (reading.Receipt!.Status, reading.Receipt.Failure, reading.Receipt.VendorCode));
    }

    [Theory]
    [InlineData("0000abcdef", "ABCDEF", SmppIdBase.Text, SmppIdBase.Text)]
    [InlineData("3039", "12345", SmppIdBase.Hex, SmppIdBase.Decimal)]
    [InlineData("12345", "3039", SmppIdBase.Decimal, SmppIdBase.Hex)]
    [InlineData("Zz-9", "Zz-9", SmppIdBase.Text, SmppIdBase.Text)]
    public async Task An_id_is_the_same_however_it_is_written(string answered, string receipted, object answers, object ids)
    {
        await using var provider = await SmppProvider.StartAsync(
            settings => settings with { AnswerIds = (SmppIdBase)answers, ReceiptIds = (SmppIdBase)ids }, new { submit = new { id = answered } });
        var reply = await provider.SubmitAsync();
        await provider.AskAsync(new { command = "receipt", id = receipted, to = "14155550123", from = "78745" });
        Assert.Equal((reply.ProviderId, "01HZZZZZZZZZZZZZZZZZZZZZZZ-2611-0"), (provider.Reading().ProviderId, provider.Reading().Message));
    }

    [Fact]
    public async Task What_is_not_recorded_is_not_acknowledged()
    {
        await using var provider = await SmppProvider.StartAsync();
        provider.Answer = SmppStatus.TryAgain;
        Assert.Equal((int)SmppStatus.TryAgain, (int)(await provider.AskAsync(new { command = "receipt", id = "a1", to = "14155550123", from = "78745" }))!);
        provider.Answer = SmppStatus.Ok;
        Assert.Equal(0, (int)(await provider.AskAsync(new { command = "receipt", id = "a1", to = "14155550123", from = "78745" }))!);
    }

    [Fact]
    public async Task Nobody_can_text_a_receipt()
    {
        await using var provider = await SmppProvider.StartAsync();
        await provider.AskAsync(new { command = "receipt", id = "a1", to = "14155550123", from = "78745", esm = 0 });
        Assert.Equal((true, false), (provider.Deliveries.Last().IsText, provider.Deliveries.Last().IsReceipt));
        await provider.AskAsync(new { command = "receipt", id = "a1", to = "14155550123", from = "78745", esm = 0x44 });
        Assert.True(provider.Deliveries.Last().IsReceipt);
    }

    [Theory]
    [InlineData("STOP", 0)]
    [InlineData("Grüße 20 €", 0)]
    [InlineData("Стоп 👍", 8)]
    public async Task A_persons_text_is_read_as_it_was_written(string text, int coding)
    {
        await using var provider = await SmppProvider.StartAsync();
        await provider.AskAsync(new { command = "deliver", fields = new { source_addr = "14155550123", source_addr_ton = 1, destination_addr = "78745", short_message = text, data_coding = coding } });
        var heard = provider.Deliveries.Last();
        Assert.Equal((true, text, "+14155550123", "78745"), (heard.IsText, heard.ReadText(gsm: true)!.Value.Text, heard.From.Number, heard.To.Number));
    }

    [Fact]
    public async Task Parts_of_a_persons_text_say_whose_they_are()
    {
        await using var provider = await SmppProvider.StartAsync();
        foreach (var number in new[] { 2, 1 })
            await provider.AskAsync(new
            {
                command = "deliver",
                fields = new { source_addr = "14155550123", source_addr_ton = 1, destination_addr = "78745", short_message = $"part {number}", esm_class = 0x40, udh = new[] { 5, 0, 3, 7, 2, number } },
            });
        var parts = provider.Deliveries.Select(one => one.ReadText(gsm: true)!.Value).ToList();
        Assert.Equal(["part 2", "part 1"], parts.Select(part => part.Text));
        Assert.Equal([(2, 2), (1, 2)], parts.Select(part => (part.Part!.Number, part.Part.Total)));
        Assert.Single(parts.Select(part => part.Part!.Reference).Distinct());
        Assert.DoesNotContain("4155550123", parts[0].Part!.Reference, StringComparison.Ordinal);
    }

    private static string? Text(JsonNode one, string name) => (string?)one[name];

    private static int Number(JsonNode one, string name) => (int)one[name]!;
}
