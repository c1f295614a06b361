using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Texts of people that come from a provider described by configuration: believed when proved, read as described, parked when unreadable.</summary>
public sealed class HttpInboundTests
{
    private const string Secret = "0123456789abcdef";
    private const string Address = "https://hooks.example.test/carriers/acme/inbound";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string?> Described = new()
    {
        ["Carriers:acme:Kind"] = "Http",
        ["Carriers:acme:Submit:Url"] = "https://api.acme.example/send",
        ["Carriers:acme:Submit:Body"] = """{"to":"{to}","text":"{body}","dlr":"{callback}"}""",
        ["Carriers:acme:Answer:ProviderId"] = "id",
        ["Carriers:acme:Callback:ProviderId"] = "id",
        ["Carriers:acme:Callback:Status"] = "status",
        ["Carriers:acme:Callback:Recipient"] = "to",
        ["Carriers:acme:Callback:Authentication:Scheme"] = "Secret",
        ["Carriers:acme:Callback:Authentication:Secret"] = Secret,
        ["Carriers:acme:Statuses:DELIVRD"] = "Delivered",
        ["Carriers:acme:Inbound:ProviderId"] = "/sms/id",
        ["Carriers:acme:Inbound:From"] = "/sms/from",
        ["Carriers:acme:Inbound:To"] = "/sms/to",
        ["Carriers:acme:Inbound:Body"] = "/sms/text",
        ["Carriers:acme:Inbound:Reference"] = "/sms/udh/ref",
        ["Carriers:acme:Inbound:Part"] = "/sms/udh/no",
        ["Carriers:acme:Inbound:Parts"] = "/sms/udh/of",
        ["Carriers:acme:Inbound:Hidden"] = "name",
        ["SendingNumbers:0:Number"] = "78745",
    };

    [Fact]
    public void A_text_is_read_where_the_description_says()
    {
        var reading = Read("""{"sms":{"id":"t-1","from":"14155550123","to":"78745","text":"Stop \ud83d\ude42","name":"Ada"}}""");
        Assert.Equal(new InboundFields("t-1", "14155550123", "78745", "Stop 🙂", null, false), reading.Text);
        Assert.DoesNotContain("4155550123", reading.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("Stop", reading.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", reading.Raw, StringComparison.Ordinal);
        Assert.Contains("t-1", reading.Raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ref":"r-7","no":2,"of":"3"}""", "r-7", 2, 3)]
    [InlineData("""{"ref":"r-7","no":1,"of":1}""", null, 0, 0)]
    [InlineData("""{"ref":""}""", null, 0, 0)]
    [InlineData("{}", null, 0, 0)]
    public void Parts_of_a_long_text_are_named_and_what_has_no_name_is_whole(string parts, string? reference, int number, int total) => Assert.Equal(
        reference is null ? null : new InboundPart(reference, number, total), Read(Text("udh", parts)).Text!.Part);

    [Theory]
    [InlineData("""{"sms":{"id":"t-1","from":"14155550123","to":"78745"}}""")]
    [InlineData("""{"sms":{"from":"14155550123","to":"78745","text":"Stop"}}""")]
    [InlineData("""{"sms":{"id":"t 1;","from":"14155550123","to":"78745","text":"Stop"}}""")]
    [InlineData("""{"sms":{"id":"t-1","from":"14155550123","to":"78745","text":"Stop","udh":{"ref":"r","no":4,"of":3}}}""")]
    [InlineData("""{"sms":{"id":"t-1","from":"14155550123","to":"78745","text":"Stop","udh":{"ref":"r"}}}""")]
    [InlineData("""{"sms":[]}""")]
    [InlineData("""["sms"]""")]
    [InlineData("""{"sms":{"id":"\ud800"}}""")]
    [InlineData("id=t-1")]
    [InlineData("")]
    public void What_is_proved_and_cannot_be_read_is_malformed_and_its_number_is_not_kept(string body)
    {
        var reading = Read(body);
        Assert.Equal(InboundKind.Malformed, reading.Kind);
        Assert.DoesNotContain("4155550123", reading.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_and_the_query_of_a_get_are_read_by_the_names_of_their_fields()
    {
        Dictionary<string, string?> fields = new()
        {
            ["Carriers:acme:Inbound:ProviderId"] = "id",
            ["Carriers:acme:Inbound:From"] = "from",
            ["Carriers:acme:Inbound:To"] = "to",
            ["Carriers:acme:Inbound:Body"] = "text",
            ["Carriers:acme:Inbound:Reference"] = "ref",
            ["Carriers:acme:Inbound:Part"] = "no",
            ["Carriers:acme:Inbound:Parts"] = "of",
        };
        const string Form = "id=t-1&from=%2B14155550123&to=78745&text=h%C3%A4lt+an&ref=r1&no=1&of=2";
        var expected = new InboundFields("t-1", "+14155550123", "78745", "hält an", new InboundPart("r1", 1, 2), false);
        var posted = Read(Form, fields, type: "application/x-www-form-urlencoded");
        var asked = Read("", fields, $"{Address}?key={Secret}&{Form}", method: "GET");
        Assert.Equal([expected, expected], [posted.Text, asked.Text]);
        foreach (var raw in (string[])[posted.Raw, asked.Raw])
        {
            Assert.DoesNotContain("4155550123", raw, StringComparison.Ordinal);
            Assert.DoesNotContain("lt+an", raw, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, raw, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_what_only_an_expression_finds_nothing_is_kept()
    {
        var reading = Read("<sms><id>t-1</id><from>14155550123</from></sms>", new()
        {
            ["Carriers:acme:Inbound:ProviderId"] = "regex:<id>(.*?)</id>",
            ["Carriers:acme:Inbound:From"] = "regex:<from>(.*?)</from>",
            ["Carriers:acme:Inbound:To"] = "regex:<to>(.*?)</to>",
            ["Carriers:acme:Inbound:Body"] = "regex:<text>(.*?)</text>",
        }, type: "application/xml");
        Assert.Equal((InboundKind.Malformed, "t-1", ""), (reading.Kind, reading.ProviderId, reading.Raw));
    }

    [Theory]
    [InlineData(Address)]
    [InlineData(Address + "?key=")]
    [InlineData(Address + "?key=0123456789abcdeg")]
    public void A_text_without_the_key_is_forged(string address) => Assert.Equal(InboundKind.Forged, Read(Text(), url: address).Kind);

    [Fact]
    public void A_signature_of_its_own_covers_the_bytes_and_the_time()
    {
        Dictionary<string, string?> signed = new()
        {
            ["Carriers:acme:Inbound:Authentication:Scheme"] = "HmacSha256",
            ["Carriers:acme:Inbound:Authentication:Secret"] = "another secret of acme",
            ["Carriers:acme:Inbound:Authentication:Header"] = "X-Acme-Signature",
            ["Carriers:acme:Inbound:Authentication:Signs"] = "{timestamp}.{body}",
            ["Carriers:acme:Inbound:Authentication:TimestampHeader"] = "X-Acme-Time",
        };
        Assert.Equal(InboundKind.Text, ReadSigned(Text(), Text(), Now));
        Assert.Equal(InboundKind.Forged, ReadSigned(Text(), Text("id", "\"t-2\""), Now));
        Assert.Equal(InboundKind.Forged, ReadSigned(Text(), Text(), Now.AddMinutes(-6)));
        Assert.Equal(InboundKind.Forged, Read(Text(), signed).Kind);

        InboundKind ReadSigned(string sent, string proved, DateTimeOffset at)
        {
            var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData("another secret of acme"u8, Encoding.UTF8.GetBytes($"{time}.{proved}")));
            return Read(sent, signed, Address, headers: new() { ["x-acme-signature"] = signature, ["x-acme-time"] = time }).Kind;
        }
    }

    [Fact]
    public void A_name_and_password_prove_a_text_where_that_is_the_scheme()
    {
        Dictionary<string, string?> basic = new()
        {
            ["Carriers:acme:Inbound:Authentication:Scheme"] = "Basic",
            ["Carriers:acme:Inbound:Authentication:Username"] = "acme",
            ["Carriers:acme:Inbound:Authentication:Password"] = "long enough, this",
        };
        Assert.Equal(InboundKind.Text, Read(Text(), basic, Address, headers: new() { ["authorization"] = "Basic " + Convert.ToBase64String("acme:long enough, this"u8) }).Kind);
        Assert.Equal(InboundKind.Forged, Read(Text(), basic, Address, headers: new() { ["authorization"] = "Basic " + Convert.ToBase64String("acme:guessed it, maybe"u8) }).Kind);
        Assert.Equal(InboundKind.Forged, Read(Text(), basic).Kind);
    }

    [Fact]
    public void Without_a_description_no_texts_are_taken()
    {
        using var services = Services(Described.Where(setting => !setting.Key.Contains(":Inbound:", StringComparison.Ordinal)));
        Assert.Equal(InboundKind.Unsupported, services.GetRequiredService<ICarriers>().Find("acme")!.ReadInbound(Callback(Text()), Now).Kind);
    }

    [Theory]
    [InlineData("ProviderId", null, "ProviderId")]
    [InlineData("From", null, "From")]
    [InlineData("To", null, "To")]
    [InlineData("Body", "regex:(", "Body")]
    [InlineData("Parts", null, "")]
    [InlineData("Authentication:Scheme", "HmacSha256", "Authentication:Header")]
    [InlineData("Authentication:Scheme", "Secret", "Authentication:Secret")]
    public void What_cannot_work_is_named_by_its_key(string key, string? value, string named)
    {
        using var services = Services(new Dictionary<string, string?>(Described) { ["Carriers:acme:Inbound:" + key] = value }
            .Append(new("Carriers:acme:Inbound:Authentication:Tolerance", key.StartsWith("Authentication", StringComparison.Ordinal) ? "00:05:00" : null)));
        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ICarriers>());
        Assert.Contains(failure.Failures, text => text.StartsWith("Carriers:acme:Inbound" + (named.Length > 0 ? ":" + named : ""), StringComparison.Ordinal));
    }

    private static string Text(string name = "id", string json = "\"t-1\"") =>
        """{"sms":{"from":"14155550123","to":"78745","text":"Stop",""" + (name == "id" ? "" : """ "id":"t-1", """) + $"\"{name}\":{json}" + "}}";

    private static InboundReading Read(
        string body, Dictionary<string, string?>? settings = null, string url = Address + "?key=" + Secret, string type = "application/json", string method = "POST",
        Dictionary<string, string>? headers = null)
    {
        var all = new Dictionary<string, string?>(Described);
        foreach (var (key, value) in settings ?? []) all[key] = value;
        using var services = Services(all);
        return services.GetRequiredService<ICarriers>().Find("acme")!.ReadInbound(Callback(body, url, type, method, headers), Now);
    }

    private static CarrierCallback Callback(
        string body, string url = Address + "?key=" + Secret, string type = "application/json", string method = "POST", Dictionary<string, string>? headers = null) => new()
        {
            Method = method,
            Url = url,
            ContentType = type,
            Headers = headers ?? [],
            Body = Encoding.UTF8.GetBytes(body),
        };

    private static ServiceProvider Services(IEnumerable<KeyValuePair<string, string?>> settings) => new ServiceCollection().AddLogging()
        .AddCarriers(new ConfigurationBuilder().AddInMemoryCollection(settings.Where(setting => setting.Value is not null)).Build()).BuildServiceProvider();
}
