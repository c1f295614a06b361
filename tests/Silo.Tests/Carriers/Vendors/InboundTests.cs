using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Sms;

/// <summary>A person's text as each vendor posts it: verified, read, and never believed without a signature.</summary>
public sealed class InboundTests
{
    private const string Person = "+15558675310";

    public static TheoryData<string> Vendors => ["twilio", "telnyx", "vonage", "vonage-json", "plivo"];

    [Theory]
    [MemberData(nameof(Vendors))]
    public void A_signed_text_is_read(string vendor)
    {
        var reading = Read(vendor, Signed(vendor, Body(vendor, "Stop, please ✋")));
        Assert.Equal(InboundKind.Text, reading.Kind);
        var text = reading.Text!;
        Assert.Equal(("id-1", "Stop, please ✋", null, false), (text.ProviderId, text.Body, text.Part, text.Answered));
        Assert.Equal((Person[1..], "18885550100"), (text.From.TrimStart('+'), text.To.TrimStart('+')));
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void Without_a_signature_that_fits_it_is_a_forgery(string vendor)
    {
        var signed = Signed(vendor, Body(vendor, "STOP"));
        Assert.Equal(InboundKind.Forged, Read(vendor, Calls(vendor).Unsigned(signed)).Kind);
        Assert.Equal(InboundKind.Forged, Read(vendor, Calls(vendor).Signed(Encoding.UTF8.GetBytes(Body(vendor, "STOP")), "guess", url: Url)).Kind);
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(signed.Body).Replace("STOP", "YES!", StringComparison.Ordinal));
        Assert.Equal(InboundKind.Forged, Read(vendor, signed with { Body = changed }).Kind);
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void A_status_callback_is_no_text(string vendor)
    {
        var reading = Read(vendor, Signed(vendor, Calls(vendor).Body(Calls(vendor).Delivered)));
        Assert.Equal(InboundKind.Malformed, reading.Kind);
        Assert.DoesNotContain(VendorCalls.Recipient[1..], reading.Raw, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void What_is_parked_holds_neither_number_nor_words(string vendor)
    {
        var reading = Read(vendor, Signed(vendor, Body(vendor, "my secret", id: "a b")));
        Assert.Equal(InboundKind.Malformed, reading.Kind);
        Assert.DoesNotContain(Person[1..], reading.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", reading.Raw, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void Whatever_arrives_is_read_without_throwing(string vendor) => Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool).Sample((bytes, mixed) =>
    {
        byte[] body = mixed ? [.. Encoding.UTF8.GetBytes(Body(vendor, "x")), .. bytes] : bytes;
        return Read(vendor, Calls(vendor).Signed(body, url: Url)) is { } reading && !reading.Raw.Contains('\0', StringComparison.Ordinal);
    }, iter: 1_000);

    [Fact]
    public void Vonages_parts_are_named_and_a_part_without_its_place_is_malformed()
    {
        var part = Read("vonage", Signed("vonage", Body("vonage", "one ") + "&concat=true&concat-ref=77&concat-total=2&concat-part=1")).Text!.Part;
        Assert.Equal(new InboundPart("77", 1, 2), part);
        Assert.Equal(InboundKind.Malformed, Read("vonage", Signed("vonage", Body("vonage", "one ") + "&concat=true&concat-ref=77&concat-part=1")).Kind);
        Assert.Equal(InboundKind.Malformed, Read("vonage", Signed("vonage", Body("vonage", "one ") + "&concat=true&concat-ref=77&concat-total=2&concat-part=3")).Kind);
    }

    [Fact]
    public void Twilio_says_when_it_has_answered_itself() =>
        Assert.True(Read("twilio", Signed("twilio", Body("twilio", "STOP") + "&OptOutType=STOP")).Text!.Answered);

    private static string Url => $"{VendorCalls.Gateway}/carriers/{VendorCalls.Carrier}/inbound";

    private static CarrierCallback Signed(string vendor, string body) => Calls(vendor).Signed(Encoding.UTF8.GetBytes(body), url: Url);

    private static InboundReading Read(string vendor, CarrierCallback callback) => Calls(vendor).Create().ReadInbound(callback, VendorCalls.Now);

    private static VendorCalls Calls(string vendor) => vendor switch
    {
        "twilio" => new TwilioCalls(),
        "telnyx" => new TelnyxCalls(),
        "vonage" => new VonageCalls(json: false),
        "vonage-json" => new VonageCalls(json: true),
        _ => new PlivoCalls(v3: true),
    };

    private static string Body(string vendor, string text, string id = "id-1") => vendor switch
    {
        "twilio" => Form(("MessageSid", id), ("From", Person), ("To", "+18885550100"), ("Body", text), ("NumMedia", "0"), ("SmsStatus", "received")),
        "plivo" => Form(("MessageUUID", id), ("From", Person[1..]), ("To", "18885550100"), ("Text", text), ("Type", "sms")),
        "vonage" => Form(("msisdn", Person[1..]), ("to", "18885550100"), ("messageId", id), ("text", text), ("type", "unicode"), ("keyword", "STOP")),
        "vonage-json" => new JsonObject { ["msisdn"] = Person[1..], ["to"] = "18885550100", ["messageId"] = id, ["text"] = text, ["type"] = "unicode" }.ToJsonString(),
        _ => new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["event_type"] = "message.received",
                ["payload"] = new JsonObject
                {
                    ["id"] = id,
                    ["direction"] = "inbound",
                    ["from"] = new JsonObject { ["phone_number"] = Person },
                    ["to"] = new JsonArray(new JsonObject { ["phone_number"] = "+18885550100", ["status"] = "webhook_delivered" }),
                    ["text"] = text,
                },
            },
        }.ToJsonString(),
    };

    private static string Form(params (string Name, string Value)[] fields) => string.Join('&', fields.Select(field => field.Name + "=" + Uri.EscapeDataString(field.Value)));
}
