using System.Text;
using CsCheck;
using Sms.Testing;

namespace Sms;

/// <summary>What stands behind the open door of <c>/carriers/…</c>: no bytes may make it throw or hang, signed or not.</summary>
public sealed class CallbackFuzzTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    private static readonly string[] Bodies =
    [
        "ApiVersion=2010-04-01&AccountSid=AC1&MessageSid=SM1342fe1b2c904d1ab04f0fc7a58abca9&MessageStatus=delivered&To=%2B15558675310&From=78745&RawDlrDoneDate=2611230805",
        "MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003&SmsStatus=received&From=%2B15558675310&ChannelTo=whatsapp%3A%2B15558675310", "=&&=&a&a=b=c",
        """{"MessageSid":"SM1","MessageStatus":"failed","ErrorCode":30008,"To":"+15558675310","SmsStatus":"receiving","From":"+15558675310"}""",
    ];

    private static readonly string[] Urls =
    [
        Callbacks.Url, Callbacks.Url + "?a=1&b=%27x&bodySHA256=00", "https://u:p@[::1]:8443/carriers/main/status/x?q='#rc=5", "http://h:80/?MessageSid=SM1&MessageStatus=sent", "", "?", "://",
    ];

    private readonly TwilioCallbackReader reader = new("main", [Callbacks.Token, "previous"]);

    [Fact]
    public void A_signed_callback_of_any_bytes_is_read_or_refused() => Fuzzer.Run(Bodies.Select(Encoding.UTF8.GetBytes).ToList(), bytes =>
    {
        var reading = reader.Read(Of(bytes, TwilioSignature.Sign(Callbacks.Token, Callbacks.Url, FormBody.Parse(bytes))), Now);
        Assert.NotEqual(CallbackKind.Forged, reading.Kind);
        Assert.DoesNotContain('\0', reading.Raw ?? "");
        Assert.DoesNotContain('\0', reading.VendorStatus ?? "");
    });

    [Fact]
    public void JSON_of_any_bytes_is_read_or_refused() => Fuzzer.Run(Bodies.Select(Encoding.UTF8.GetBytes).ToList(), bytes =>
    {
        var url = Callbacks.Url + "?bodySHA256=" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var reading = reader.Read(Of(bytes, TwilioSignature.Sign(Callbacks.Token, url, null), url, "application/json"), Now);
        Assert.NotEqual(CallbackKind.Forged, reading.Kind);
        Assert.DoesNotContain('\0', reading.Raw ?? "");
    });

    [Fact]
    public void No_URL_breaks_the_canonical_form() => Fuzzer.Run(Urls, url =>
    {
        var form = FormBody.Parse("a=b"u8);
        Assert.All(TwilioUrl.Spellings(url), spelling => Assert.True(TwilioSignature.Fits(TwilioSignature.Sign("t", spelling, form), url, form, ["t"])));
        Assert.False(TwilioSignature.Fits(TwilioSignature.Sign("other", url, form), url, form, ["t"]));
        _ = CallbackUrl.Parameter(url, "bodySHA256");
        Assert.Equal(CallbackKind.Forged, reader.Read(Of("a=b"u8.ToArray(), "AAAA", url), Now).Kind);
    });

    [Fact]
    public void The_canonical_form_does_not_change_by_being_made_again() =>
        Gen.Select(Gen.String[0, 12], Gen.String[0, 12]).Array[0, 5].Sample(pairs =>
        {
            var url = "https://h.test/x?" + string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(Whole(pair.Item1))}={Uri.EscapeDataString(Whole(pair.Item2))}"));
            var spellings = TwilioUrl.Spellings(url).ToList();
            var again = spellings.SelectMany(TwilioUrl.Spellings).ToHashSet();
            return spellings.TrueForAll(again.Contains) && again.Count <= 4 * spellings.Count;
        });

    [Fact]
    public void A_form_gives_back_what_was_written_into_it() =>
        Gen.Select(Gen.String[0, 20], Gen.String[0, 40]).Array[1, 6].Sample(pairs =>
        {
            var body = string.Join('&', pairs.Select((pair, i) => $"k{i}{Uri.EscapeDataString(Whole(pair.Item1))}={Uri.EscapeDataString(Whole(pair.Item2))}"));
            var form = FormBody.Parse(Encoding.UTF8.GetBytes(body));
            return form.Count == pairs.Length && pairs.Select((pair, i) => form.Get(Encoding.UTF8.GetBytes($"k{i}{Whole(pair.Item1)}")) == Whole(pair.Item2)).All(same => same);
        });

    /// <summary>Two counters that know nothing of each other: the product's own and the sandbox's.</summary>
    [Fact]
    public void Product_and_provider_count_the_same_segments() =>
        Gen.OneOf(Gen.Char["abc XYZ019@£€^{}[]~|\\\f\n\r"], Gen.Char["aéèçñЖ漢’👍"], Gen.Char).Array[0, 480].Sample(chars =>
        {
            var text = Whole(new string(chars));
            return SmsText.Measure(text).Segments == SandboxSegments.Count(text);
        });

    private static CarrierCallback Of(byte[] body, string signature, string url = Callbacks.Url, string type = "application/x-www-form-urlencoded") => new()
    {
        Method = "POST",
        Url = url,
        ContentType = type,
        Headers = new Dictionary<string, string> { ["x-twilio-signature"] = signature },
        Body = body,
    };

    /// <summary>Lone surrogates have no bytes.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
