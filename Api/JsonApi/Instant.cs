using System.Globalization;

namespace Sms;

/// <summary>Points in time as clients write them: ISO 8601 with or without offset (UTC then), or a date.</summary>
internal static class Instant
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:sszz", "yyyy-MM-dd HH:mm:sszz",
    ];

    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        // A '+' that nobody encoded arrives as a blank: 2026-01-01T00:00:00 00:00.
        if (text is { Length: > 19 } && text[^6] == ' ' && text[^3] == ':') text = $"{text[..^6]}+{text[^5..]}";
        var read = DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
        return read;
    }

    /// <summary>The first and the last instant there is stay where they are: clients send them for "ever".</summary>
    public static DateTimeOffset Plus(this DateTimeOffset at, TimeSpan step)
    {
        if (step < TimeSpan.Zero) return at.UtcDateTime - DateTime.MinValue < -step ? at : at + step;
        return DateTime.MaxValue - at.UtcDateTime < step ? at : at + step;
    }

    /// <summary>True when the text says which offset it means.</summary>
    public static bool HasOffset(string text) => text.Length > 10 && (text.EndsWith('Z') || text.AsSpan(10).IndexOfAny('+', '-') >= 0 || text[^6] == ' ');
}
