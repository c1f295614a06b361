using System.Globalization;

namespace Sms;

/// <summary>The <c>revision</c> header: a date, perhaps with a suffix (<c>2026-07-15.pre</c>). Absent: the newest.</summary>
internal static class Revision
{
    public static DateOnly Oldest { get; } = new(2024, 10, 15);

    /// <summary>Null when the revision is served; else what is wrong with it.</summary>
    public static string? Check(string? header)
    {
        if (string.IsNullOrEmpty(header)) return null;
        var dot = header.IndexOf('.', StringComparison.Ordinal);
        var date = dot < 0 ? header : header[..dot];
        var suffixFits = dot < 0 || (header.Length - dot is > 1 and <= 20 && header.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', 'z') < 0);
        if (!suffixFits || !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return "A date YYYY-MM-DD, with a suffix after a dot if any, was expected.";
        return day < Oldest ? $"Revisions before {Oldest:yyyy-MM-dd} are not served." : null;
    }
}
