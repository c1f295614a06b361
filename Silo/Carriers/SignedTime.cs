using System.Globalization;

namespace Sms;

/// <summary>The time a vendor signed into its callback, Unix seconds.</summary>
internal static class SignedTime
{
    /// <summary>How far the vendor's clock may be ahead of ours.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>False also for what is no time at all.</summary>
    /// <param name="tolerance">How old it may be.</param>
    public static bool IsFresh(string? seconds, DateTimeOffset now, TimeSpan tolerance)
    {
        if (seconds is not { Length: > 0 and <= 11 } || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix)) return false;
        var age = now - DateTimeOffset.FromUnixTimeSeconds(unix);
        return age <= tolerance && age >= -Ahead;
    }
}
