namespace Sms;

public enum InboundKind : byte
{
    Text,
    Forged,
    /// <summary>Signed, but no text that could be read.</summary>
    Malformed,
    /// <summary>No texts come from this carrier.</summary>
    Unsupported,
}

/// <summary>An adapter's reading of a person's text. <see cref="Text"/> is set for <see cref="InboundKind.Text"/> only; its sender is as the provider writes it.</summary>
/// <param name="Raw">The body with both numbers blotted out, for what is parked.</param>
public sealed record InboundReading(InboundKind Kind, InboundFields? Text, string? ProviderId, string Raw)
{
    /// <summary>Texts are at most 1,600 characters at the providers; parts of long ones are shorter.</summary>
    private const int LongestBody = 10_000;

    public static InboundReading Forged { get; } = new(InboundKind.Forged, null, null, "");
    public static InboundReading Unsupported { get; } = new(InboundKind.Unsupported, null, null, "");

    /// <summary>A text when everything is there, else malformed.</summary>
    /// <param name="providerId">Null: absent, or none that may be stored.</param>
    public static InboundReading Of(string? providerId, string? from, string? to, string? body, string raw, InboundPart? part = null, bool answered = false)
    {
        var whole = providerId is not null && !string.IsNullOrEmpty(from) && to is { Length: > 0 and <= 64 } && body is { Length: <= LongestBody }
            && part is null or { Number: >= 1, Total: >= 1 and <= 255 } && !(part?.Number > part?.Total);
        return whole
            ? new InboundReading(InboundKind.Text, new InboundFields(providerId!, from!, to!, body!.Replace('\0', '\uFFFD'), part, answered), providerId, raw)
            : new InboundReading(InboundKind.Malformed, null, providerId, raw);
    }
}

/// <param name="From">The person's number as the provider writes it.</param>
/// <param name="To">Ours.</param>
/// <param name="Answered">The provider has answered the keyword itself.</param>
public sealed record InboundFields(string ProviderId, string From, string To, string Body, InboundPart? Part, bool Answered);
