using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>
/// When the product audits its campaigns unasked. Each audit reads all of a campaign's events once (some 1.5 s for a million messages). Section <c>Audit</c>;
/// wrong values stop the start.
/// </summary>
public sealed class AuditOptions
{
    /// <summary>
    /// Campaigns that are sending, or had an event within so many days, are audited once a day (default 7, 0 to 90; 0: never). Receipts come for three days, what
    /// the provider is asked for later for a few more; what does not move any more cannot go wrong by itself.
    /// </summary>
    [Range(0, 90)] public int ActiveDays { get; set; } = 7;

    /// <summary>Time of day (UTC) at which that begins (default 04:00: after the comparison with the provider's list).</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59")] public TimeSpan At { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Campaigns audited a minute in that round (default 20, 1 to 60), one after the other: faster is done sooner, and reads more at a time.</summary>
    [Range(1, 60)] public int PerMinute { get; set; } = 20;

    /// <summary>
    /// A campaign is audited once so long after its last recipient was offered the message, or it was cancelled (default 1 hour, 0 to 7 days; 0: not then). Most
    /// receipts are in by then; earlier tells sooner, of less.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")] public TimeSpan AfterFinish { get; set; } = TimeSpan.FromHours(1);
}
