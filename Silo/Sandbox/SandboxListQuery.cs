using System.Globalization;
using System.Text;

namespace Sms;

/// <summary>The filters and page of a list request: <c>To From DateSent DateSent&lt; DateSent&gt; PageSize Page PageToken</c>. Days are UTC, bounds inclusive.</summary>
internal sealed record SandboxListQuery(SandboxFilter Filter, int Page, string Filters)
{
    private const long LastDay = 253_402_300_799_000;

    /// <summary>Null when a value is unreadable.</summary>
    public static SandboxListQuery? Parse(string query, DateTimeOffset now)
    {
        var form = FormBody.Parse(Encoding.UTF8.GetBytes(query.TrimStart('?')));
        var (size, page, before) = (50, 0, long.MaxValue);
        if (form.Get("PageSize"u8) is { } sizeText && !int.TryParse(sizeText, NumberStyles.None, CultureInfo.InvariantCulture, out size)) return null;
        if (form.Get("Page"u8) is { } pageText && !int.TryParse(pageText, NumberStyles.None, CultureInfo.InvariantCulture, out page)) return null;
        if (form.Get("PageToken"u8) is { } token && (!token.StartsWith("PA", StringComparison.Ordinal) || !long.TryParse(token.AsSpan(2), out before))) return null;
        if (!Day(form.Get("DateSent"u8), out var on) || !Day(form.Get("DateSent>"u8), out var from) || !Day(form.Get("DateSent<"u8), out var to)) return null;
        var since = Math.Max(on ?? 0, from ?? 0);
        var until = Math.Min((on ?? LastDay) + 86_400_000, (to ?? LastDay) + 86_400_000);
        var filters = new StringBuilder();
        foreach (var name in (string[])["To", "From", "DateSent", "DateSent>", "DateSent<"])
            if (form.Get(Encoding.UTF8.GetBytes(name)) is { } value) filters.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
        var filter = new SandboxFilter(
            Empty(form.Get("To"u8)), Empty(form.Get("From"u8)), null, before, since, Math.Min(until, now.ToUnixTimeMilliseconds() + 86_400_000), Math.Clamp(size, 1, 1000));
        return new SandboxListQuery(filter, page, filters.ToString());
    }

    public string First() => string.Create(CultureInfo.InvariantCulture, $"{Filters}PageSize={Filter.Size}&Page=0");

    /// <param name="last">The last ordinal of this page.</param>
    public string Next(long last) => string.Create(CultureInfo.InvariantCulture, $"{Filters}PageSize={Filter.Size}&Page={Page + 1}&PageToken=PA{last}");

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static bool Day(string? text, out long? start)
    {
        start = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)) return false;
        start = new DateTimeOffset(day.UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return true;
    }
}
