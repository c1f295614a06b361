namespace Sms;

/// <summary>A stretch of time in which nothing changes: people of a place may be texted throughout, or not at all.</summary>
/// <param name="From">Included.</param>
/// <param name="Until">When it changes.</param>
internal sealed record QuietSpan(bool IsOpen, DateTimeOffset From, DateTimeOffset Until)
{
    public bool Covers(DateTimeOffset time) => time >= From && time < Until;
}
