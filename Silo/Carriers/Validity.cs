using System.Globalization;

namespace Sms;

/// <summary>How long a provider may try, as vendors write it.</summary>
internal static class Validity
{
    /// <summary>Whole units, cut; not below what the vendor takes at least.</summary>
    /// <param name="unit">For instance a second.</param>
    public static string Count(TimeSpan left, TimeSpan unit, long least) => Math.Max(least, left.Ticks / unit.Ticks).ToString(CultureInfo.InvariantCulture);
}
