using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sms;

/// <summary>A provider's answer to a submit, whole.</summary>
/// <param name="Wait">What its <c>Retry-After</c> asks for.</param>
internal sealed record CarrierAnswer(int Status, TimeSpan? Wait, ReadOnlyMemory<byte> Body)
{
    private const int LongestDetail = 200;

    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>
    /// The reply that the status alone decides: 5xx, redirects and the like say nothing about what was done before, and neither does 408, the
    /// provider's own time-out. Null for 2xx and 4xx, whose bodies tell.
    /// </summary>
    public SubmitReply? Undecided() => Status switch
    {
        408 => SubmitReply.Unknown(Code, "The provider timed out."),
        (>= 200 and < 300) or (>= 400 and < 500) => null,
        _ => SubmitReply.Unknown(Code, $"The provider answered {Status}."),
    };

    /// <summary>
    /// A definite no. Credentials, rights or funds that do not fit are our trouble, not the recipient's: nothing was sent, and the campaign waits until
    /// they do. A 403 whose code the vendor's table knows is about this one message.
    /// </summary>
    public SubmitReply Declined(string? vendorCode, string? detail, CarrierError? error)
    {
        var code = vendorCode ?? Code;
        var text = Short(VendorText.WithoutNumbers(detail) ?? error?.Text);
        var turnedAway = Status is 401 or 402 || (Status is 403 && error is null) || error is { Account: true };
        return turnedAway || Status is 429 || error is { Throttle: true }
            ? SubmitReply.Throttled(code, text, Wait) with { Cause = turnedAway ? ThrottleCause.Account : ThrottleCause.Rate }
            : SubmitReply.Refused(code, error?.Failure ?? FailureType.Unknown, text);
    }

    /// <summary>What <paramref name="read"/> makes of a JSON object; null when the body is none, or holds texts that are no Unicode.</summary>
    public T? Read<T>(Func<JsonElement, T?> read) where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static SubmitReply Unreadable { get; } = SubmitReply.Unknown(null, "The provider's answer is unreadable.");

    public static SubmitReply Nameless { get; } = SubmitReply.Unknown(null, "The provider's answer names no message.");

    public string Code => Status.ToString(CultureInfo.InvariantCulture);

    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Not cut between the halves of a surrogate pair.</summary>
    public static string? Short(string? text) =>
        text?.Length > LongestDetail ? text[..(char.IsHighSurrogate(text[LongestDetail - 1]) ? LongestDetail - 1 : LongestDetail)] : text;
}
