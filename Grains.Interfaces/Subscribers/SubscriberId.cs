using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Sms;

/// <summary>
/// 26 characters of base32: HMAC-SHA256 of the E.164 number under the deployment's secret, cut to 130 bits. A phone number <em>is</em> the
/// subscriber, so the id can be computed anywhere, and no number shows in keys, logs, traces or the dashboard.
/// </summary>
[GenerateSerializer, Immutable, Alias("subscriber-id")]
public readonly record struct SubscriberId([property: Id(0)] string Value)
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567");

    public static bool TryParse([NotNullWhen(true)] string? text, out SubscriberId id)
    {
        var fits = text is { Length: 26 } && !text.AsSpan().ContainsAnyExcept(Alphabet);
        id = fits ? new SubscriberId(text!) : default;
        return fits;
    }

    public override string ToString() => Value;
}
