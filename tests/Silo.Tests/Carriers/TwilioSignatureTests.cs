using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace Sms;

#pragma warning disable CA5350 // The vendor signs with SHA-1.
public sealed class TwilioSignatureTests
{
    private const string Classic = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string ClassicForm = "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234&From=%2B14158675310&To=%2B18005551212";

    [Fact]
    public void The_vendors_published_vector_holds() => Assert.Equal("GvWf1cFY/Q7PnoempGyD5oXAezc=", TwilioSignature.Sign("12345", Classic, Form(ClassicForm)));

    [Fact]
    public void A_status_callbacks_vector_holds() => Assert.Equal(
        "m2wuOP8sV4q9b8NEfwDDEmBYlN0=",
        TwilioSignature.Sign(
            "12345", "https://hooks.example.test:8443/twilio/status?mid=01JABC&x=%2B1#rc=5&rp=all",
            Form($"To=%2B15558675310&AccountSid=AC{new string('0', 32)}&ApiVersion=2010-04-01&From=%2B15017250604&SmsSid=SM1342fe1b2c904d1ab04f0fc7a58abca9"
                + "&MessageSid=SM1342fe1b2c904d1ab04f0fc7a58abca9&MessageStatus=delivered&SmsStatus=delivered&RawDlrDoneDate=2611230805")));

    [Fact]
    public void Repeated_names_count_each_distinct_value_once_in_order()
    {
        var signed = TwilioSignature.Sign("t", "https://h/x", Form("MediaUrl=b&MediaUrl=a&MediaUrl=a"));
        Assert.Equal(Hmac("t", "https://h/xMediaUrlaMediaUrlb"), signed);
    }

    [Fact]
    public void An_empty_body_leaves_the_URL_alone_with_its_query()
    {
        const string Url = "https://hooks.example.test/carriers/main/status/1?mid=01JABC&x=%2B1";
        Assert.Equal(Hmac("12345", Url), TwilioSignature.Sign("12345", Url + "#rc=5&rp=all", Form("")));
        Assert.True(TwilioSignature.Fits(Hmac("12345", Url), Url, Form(""), ["12345"]));
        Assert.False(TwilioSignature.Fits(Hmac("12345", Url), Url, Form("a=b"), ["12345"]));
    }

    [Fact]
    public void Bytes_are_signed_as_they_came_even_where_they_are_no_text()
    {
        byte[] signed = [.. "https://h/xBody"u8, 0xFF, 0x00, .. " é"u8];
        Assert.Equal(Convert.ToBase64String(HMACSHA1.HashData("t"u8, signed)), TwilioSignature.Sign("t", "https://h/x", Form("Body=%FF%00+%C3%A9")));
    }

    [Fact]
    public void During_a_rotation_either_token_proves_and_the_order_does_not_matter()
    {
        foreach (var tokens in (string[][])[["new", "old"], ["old", "new"]])
        {
            Assert.True(TwilioSignature.Fits(TwilioSignature.Sign("new", "https://h/x", Form("a=b")), "https://h/x", Form("a=b"), tokens));
            Assert.True(TwilioSignature.Fits(TwilioSignature.Sign("old", "https://h/x", Form("a=b")), "https://h/x", Form("a=b"), tokens));
        }
        Assert.False(TwilioSignature.Fits(TwilioSignature.Sign("old", "https://h/x", Form("a=b")), "https://h/x", Form("a=b"), ["new"]));
        Assert.False(TwilioSignature.Fits("", "https://h/x", Form("a=b"), ["new"]));
        Assert.False(TwilioSignature.Fits("AAAA", "https://h/x", Form("a=b"), ["new"]));
    }

    [Fact]
    public void Names_sort_by_ordinal_and_values_are_not_trimmed() =>
        Assert.Equal(Hmac("t", "https://h/xB 1 Za"), TwilioSignature.Sign("t", "https://h/x", Form("a=&Z=&B=+1+")));

    [Theory]
    [InlineData("https://h.test:8443/x", "https://h.test/x")]
    [InlineData("https://h.test/x", "https://h.test:443/x")]
    [InlineData("http://h.test/x?a=1", "http://h.test:80/x?a=1")]
    [InlineData("https://[::1]/x", "https://[::1]:443/x")]
    [InlineData("https://u:p@h.test/x", "https://u:p@h.test:443/x")]
    [InlineData("https://h.test/x?a=%27b", "https://h.test/x?a='b")]
    [InlineData("https://h.test/x?a='b", "https://h.test/x?a=%27b")]
    [InlineData("https://h.test/x#rc=5", "https://h.test/x")]
    public void Spellings_that_the_vendors_back_ends_sign_are_taken(string ours, string theirs) =>
        Assert.True(TwilioSignature.Fits(TwilioSignature.Sign("t", theirs, Form("a=b")), ours, Form("a=b"), ["t"]));

    [Theory]
    [InlineData("https://other.test/x")]
    [InlineData("http://h.test/x")]
    [InlineData("https://h.test:9/x")]
    [InlineData("https://h.test/x?a=1")]
    [InlineData("https://h.test/y")]
    [InlineData("https://h.test/X")]
    public void Another_host_scheme_port_query_or_path_is_not(string theirs) =>
        Assert.False(TwilioSignature.Fits(TwilioSignature.Sign("t", theirs, Form("a=b")), "https://h.test/x", Form("a=b"), ["t"]));

    [Fact]
    public void Order_of_fields_does_not_matter_and_their_content_does() =>
        Gen.Select(Gen.Select(Gen.String, Gen.String).Array[1, 8], Gen.Int).Sample((pairs, seed) =>
        {
            pairs = [.. pairs.Select(p => (Whole(p.Item1), Whole(p.Item2)))];
            var shuffled = pairs.ToArray();
            new Random(seed).Shuffle(shuffled);
            var signature = TwilioSignature.Sign("t", "https://h/x", Form(Encode(pairs)));
            var changed = pairs.Append(("one", "more")).ToArray();
            return TwilioSignature.Fits(signature, "https://h/x", Form(Encode(shuffled)), ["old", "t"])
                && TwilioSignature.Fits(signature, "https://h/x", Form(Encode([.. pairs, pairs[0]])), ["t"])
                && !TwilioSignature.Fits(signature, "https://h/x", Form(Encode(changed)), ["t"])
                && !TwilioSignature.Fits(signature, "https://h/x", Form(Encode(pairs)), ["other"]);
        });

    [Fact]
    public void Sorting_agrees_with_UTF_16_order() => Gen.Char.Array[1, 6].Array[2, 6].Sample(keys =>
    {
        var names = keys.Select(k => Whole(new string(k))).Distinct().ToArray();
        var expected = string.Concat(names.Order(StringComparer.Ordinal));
        return TwilioSignature.Sign("t", "https://h/x", Form(Encode([.. names.Select(n => (n, ""))]))) == Hmac("t", "https://h/x" + expected);
    });

    /// <summary>Lone surrogates have no bytes to sign.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static FormBody Form(string body) => FormBody.Parse(Encoding.UTF8.GetBytes(body));

    private static string Encode((string Key, string Value)[] pairs) =>
        string.Join('&', pairs.Select(p => Uri.EscapeDataString(p.Key) + "=" + Uri.EscapeDataString(p.Value)));

    private static string Hmac(string token, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text)));
}
