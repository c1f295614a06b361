using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sms;

/// <summary>A vendor's callbacks as that vendor makes and signs them, for <see cref="CallbackConformance"/>. The carrier is configured with two secrets, as during a rotation.</summary>
internal abstract class VendorCalls
{
    public const string Gateway = "https://hooks.example.test";
    public const string Carrier = "main";
    public const string Current = "the-current-secret";
    public const string Previous = "the-previous-secret";
    public const string Recipient = "+15558675310";

    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    public static MessageId Ours { get; } = SandboxRig.Id(7);

    /// <summary>Words of the vendor for the three things that matter, and a code with its meaning.</summary>
    public abstract string Sent { get; }
    public virtual string Delivered => "delivered";
    public abstract string Failed { get; }
    public abstract (string Code, FailureType Failure) Why { get; }

    /// <summary>Null: it signs no time, and then a repetition is as fresh as the first.</summary>
    public virtual TimeSpan? Tolerance => null;

    public abstract string ContentType { get; }

    public abstract WebCarrierOptions Options { get; }

    /// <summary>A body that says this, or leaves it out.</summary>
    public abstract string Body(string? status, string? code = null, string? providerId = "id-1", MessageId? ours = null);

    /// <summary>A signature that fits: headers, or a body that carries it.</summary>
    public abstract CarrierCallback Signed(byte[] body, string secret = Current, DateTimeOffset? at = null, string? url = null);

    /// <summary>The same without its signature.</summary>
    public abstract CarrierCallback Unsigned(CarrierCallback callback);

    /// <summary>The same in the other notation: a form as JSON or JSON as a form, signed as far as that is possible.</summary>
    public abstract CarrierCallback Swapped();

    public CarrierCallback Signed(string body, string secret = Current, DateTimeOffset? at = null, string? url = null) => Signed(Encoding.UTF8.GetBytes(body), secret, at, url);

    public static string UrlOf(MessageId message) => $"{Gateway}/carriers/{Carrier}/status/{message.Value}";

    public ICarrier Create()
    {
        var http = new CarrierHttp(
            new CarrierHttpSettings(Carrier, () => new Uri("http://127.0.0.1:1"), 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)),
            new CarrierBreaker(TimeProvider.System, 1, TimeSpan.FromSeconds(1)), TimeProvider.System, NullLogger<CarrierHttp>.Instance);
        var wrong = new List<string>();
        Options.Check("Carriers:main", wrong);
        Assert.Empty(wrong);
        return Options.Create(http, Gateway);
    }

    protected CarrierCallback Post(byte[] body, string? url, params (string Name, string Value)[] headers) => new()
    {
        Method = "POST",
        Url = url ?? UrlOf(Ours),
        ContentType = ContentType,
        Headers = headers.ToDictionary(h => h.Name, h => h.Value),
        Body = body,
    };

    protected static string Form(params (string Name, string? Value)[] fields) =>
        string.Join('&', fields.Where(f => f.Value is not null).Select(f => f.Name + "=" + Uri.EscapeDataString(f.Value!)));
}
