using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>
/// How long we wait for the provider's word before we ask for it, and how hard we ask. Section <c>Confirmation</c>; wrong values stop the start. Times count from
/// the submit or, for receipts, from the acceptance.
/// </summary>
public sealed class ConfirmationOptions : IValidatableObject
{
    /// <summary>
    /// A submit without an answer is looked up at the provider after this long (default 1 minute, 1 second to 1 hour). Earlier settles sooner; before the answer
    /// could still come it only asks twice.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan LookUpAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// From this age on a look-up that finds nothing proves that the submit never arrived (default 15 minutes, 30 seconds to 12 hours), and a campaign that allows it
    /// sends again. Shorter risks texting somebody twice when a provider is slow to show what it took; longer delays the second attempt.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:30", "12:00:00")] public TimeSpan ProofAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// A message without a last word is fetched from the provider after this long, and is unconfirmed if that tells nothing either (default 12 hours, 1 minute to 7 days).
    /// Nothing is sent again after it. Most handsets answer within minutes, some are off for a night; a receipt that comes later still counts.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")] public TimeSpan ConfirmAfter { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// How much longer a provider that does not answer is asked before its messages are unconfirmed all the same (default 24 hours, 0 to 7 days).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")] public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often is looked whether something is due (default 10 seconds, 1 second to 10 minutes).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")] public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Requests for information a second, per carrier and silo (default 100, 1 to 10,000): fetches, look-ups and pages of lists together. Submits are not counted.
    /// Higher settles a large backlog sooner; providers throttle, and some count reads against the account's rate.
    /// </summary>
    [Range(1, 10_000)] public int ReadsPerSecond { get; set; } = 100;

    /// <summary>Such requests under way at once, per kind of sweep and carrier (default 16, 1 to 256).</summary>
    [Range(1, 256)] public int ReadsInFlight { get; set; } = 16;

    /// <summary>
    /// Full days before today (UTC) that are compared with the provider's list once a day (default 3, 0 to 14; 0: never). Carriers give up on a receipt after 72 hours;
    /// what the provider learned after we had stopped asking is found here.
    /// </summary>
    [Range(0, 14)] public int ReconcileDays { get; set; } = 3;

    /// <summary>Time of day (UTC) of that comparison (default 03:00).</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59")] public TimeSpan ReconcileAt { get; set; } = TimeSpan.FromHours(3);

    /// <summary>
    /// How long a receipt without a message is kept and tried again (default 30 days, 1 hour to 365 days). When it expires unmatched, <c>sms.receipts.expired</c> counts it.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")] public TimeSpan ParkedFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>A submit older than this has been answered or given up; the hour is for a sweep that is late.</summary>
    internal TimeSpan LongestOwed => ConfirmAfter + GiveUpAfter + TimeSpan.FromHours(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LookUpAfter > ProofAfter || ProofAfter > ConfirmAfter)
            yield return new ValidationResult("Confirmation: LookUpAfter ≤ ProofAfter ≤ ConfirmAfter must hold.");
    }
}
