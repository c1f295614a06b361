using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace Sms;

public sealed class TwilioCallbackReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    private static readonly string[] Methods = ["POST", "GET", "PUT"];
    private static readonly string[] Types = ["application/json", "application/x-www-form-urlencoded", "", "x"];
    private readonly TwilioCallbackReader reader = new("main", [Callbacks.Token, "previous"]);

    [Theory]
    [InlineData("queued", DeliveryStatus.Accepted)]
    [InlineData("sent", DeliveryStatus.Sent)]
    [InlineData("delivered", DeliveryStatus.Delivered)]
    [InlineData("read", DeliveryStatus.Delivered)]
    [InlineData("undelivered", DeliveryStatus.Failed)]
    [InlineData("canceled", DeliveryStatus.Canceled)]
    public void Status_words_are_read(string word, DeliveryStatus status)
    {
        var reading = reader.Read(Callbacks.Signed($"MessageSid=SM1&MessageStatus={word}&To=%2B15558675310&New=field"), Now);
        Assert.Equal(CallbackKind.Receipt, reading.Kind);
        Assert.Equal(status, reading.Receipt!.Status);
        Assert.Equal(("main", "SM1", word, Now), (reading.Receipt.Carrier, reading.Receipt.ProviderId, reading.Receipt.VendorStatus, reading.Receipt.ArrivedAt));
    }

    [Theory]
    [InlineData("30003", FailureType.DeviceUnreachable)]
    [InlineData("30006", FailureType.DeviceIncapable)]
    [InlineData("39999", FailureType.Unknown)]
    [InlineData("words", FailureType.Unknown)]
    public void A_failure_carries_its_code_and_type(string code, FailureType failure)
    {
        var receipt = reader.Read(Callbacks.Signed($"MessageSid=SM1&MessageStatus=undelivered&ErrorCode={code}"), Now).Receipt!;
        Assert.Equal((code, failure), (receipt.VendorCode, receipt.Failure));
    }

    [Fact]
    public void The_recipients_number_is_blotted_out_wherever_it_stands_and_nothing_else()
    {
        var reading = reader.Read(Callbacks.Signed("ApiVersion=2010-04-01&To=%2B15558675310&MessageSid=SM1&From=78745&MessageStatus=sent&ChannelTo=whatsapp%3A%2B15558675310"), Now);
        Assert.Equal("ApiVersion=2010-04-01&To=***&MessageSid=SM1&From=78745&MessageStatus=sent&ChannelTo=***", reading.Raw);
    }

    [Fact]
    public void Both_active_tokens_are_taken_and_no_other()
    {
        Assert.Equal(CallbackKind.Receipt, reader.Read(Callbacks.Signed("MessageSid=SM1&MessageStatus=sent", "previous"), Now).Kind);
        Assert.Equal(CallbackKind.Forged, reader.Read(Callbacks.Signed("MessageSid=SM1&MessageStatus=sent", "guess"), Now).Kind);
        Assert.Equal(CallbackKind.Forged, reader.Read(Callbacks.Of("MessageSid=SM1&MessageStatus=sent", null), Now).Kind);
    }

    [Fact]
    public void A_word_nobody_knows_is_told_apart_from_a_forgery()
    {
        var reading = reader.Read(Callbacks.Signed("MessageSid=SM1&MessageStatus=teleported%00&To=%2B15558675310"), Now);
        Assert.Equal((CallbackKind.UnknownStatus, "SM1", "teleported\uFFFD", null), (reading.Kind, reading.ProviderId, reading.VendorStatus, reading.Receipt));
    }

    [Theory]
    [InlineData("MessageStatus=sent")]
    [InlineData("MessageSid=SM1")]
    [InlineData("MessageSid=&MessageStatus=sent")]
    [InlineData("MessageSid=SM%00&MessageStatus=sent")]
    [InlineData("")]
    public void Without_an_id_or_a_status_it_is_malformed(string body) =>
        Assert.Equal(CallbackKind.Malformed, reader.Read(Callbacks.Signed(body), Now).Kind);

    [Fact]
    public void A_JSON_body_needs_its_hash_in_the_URL()
    {
        const string body = """{"MessageSid":"SM1","MessageStatus":"delivered","To":"+15558675310"}""";
        var url = Callbacks.Url + "?bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var reading = Read(body, url);
        Assert.Equal((CallbackKind.Receipt, DeliveryStatus.Delivered), (reading.Kind, reading.Receipt!.Status));
        Assert.DoesNotContain("5558675310", reading.Raw, StringComparison.Ordinal);
        Assert.Equal(CallbackKind.Forged, Read(body + " ", url).Kind);
        Assert.Equal(CallbackKind.Forged, Read(body, Callbacks.Url).Kind);

        CallbackReading Read(string sent, string to) =>
            reader.Read(Callbacks.Of(sent, TwilioSignature.Sign(Callbacks.Token, to, null), to, "application/json; charset=utf-8"), Now);
    }

    [Fact]
    public void A_GET_is_signed_by_its_query()
    {
        const string Query = "?MessageSid=SM1&MessageStatus=delivered&To=%2B15558675310";
        var signed = Callbacks.Of("", TwilioSignature.Sign(Callbacks.Token, Callbacks.Url + Query, null), Callbacks.Url + Query, method: "GET");
        Assert.Equal(DeliveryStatus.Delivered, reader.Read(signed, Now).Receipt?.Status);
        Assert.Equal(CallbackKind.Forged, reader.Read(signed with { Url = signed.Url + "&more=1" }, Now).Kind);
    }

    [Fact]
    public void A_hash_of_the_body_that_is_not_this_bodys_is_a_forgery_for_a_form_too()
    {
        var url = Callbacks.Url + "?bodySHA256=" + Convert.ToHexString(SHA256.HashData("other"u8));
        Assert.Equal(CallbackKind.Forged, reader.Read(Callbacks.Of("MessageSid=SM1&MessageStatus=sent", TwilioSignature.Sign(Callbacks.Token, url, null), url), Now).Kind);
    }

    [Fact]
    public void Whatever_arrives_is_read_without_throwing() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 2].Select(i => Methods[i]), Gen.Int[0, 3].Select(i => Types[i]), Gen.String, Gen.Bool)
            .Sample((bytes, method, type, url, sign) =>
            {
                var body = sign ? [.. "MessageSid=SM1&MessageStatus="u8, .. bytes] : bytes;
                var address = url + (type == "application/json" ? "?bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(body)) : "");
                var form = type == "application/json" || method == "GET" ? null : FormBody.Parse(body);
                var callback = Callbacks.Of("", TwilioSignature.Sign(Callbacks.Token, address, form), address, type, method) with { Body = body };
                return reader.Read(callback, Now) is { } reading && !reading.Raw.Contains('\0', StringComparison.Ordinal);
            }, iter: 20_000);

    [Fact]
    public void A_callback_with_one_byte_changed_is_a_forgery() => Gen.Int[0, 1000].Sample(place =>
    {
        var callback = Callbacks.Signed("MessageSid=SM1342fe1b2c904d1ab04f0fc7a58abca9&MessageStatus=delivered&To=%2B15558675310");
        callback.Body[place % callback.Body.Length] ^= 1;
        // A changed separator may leave the signed text as it was, but never a receipt that says something else.
        var reading = reader.Read(callback, Now);
        return reading.Kind is CallbackKind.Forged;
    });
}
