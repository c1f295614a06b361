using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>How a campaign's audience is worked through. Section <c>Campaigns</c>.</summary>
public sealed class CampaignOptions
{
    /// <summary>
    /// Recipients per wave (default 500, 1 to 5,000). A wave is what one silo takes on at a time and what a crash makes it look through again:
    /// smaller spreads better, larger costs fewer reads.
    /// </summary>
    [Range(1, 5_000)] public int WaveSize { get; set; } = 500;

    /// <summary>
    /// How long after its launch a campaign waits for people who were put off (default 3 days, 0 to 30): quiet hours, or a cap where it waits for room. Pauses, the hours of
    /// a throttled campaign, a test of variations and the last recipient's local time are added to it. Who cannot get it before is skipped. French hours may stay closed for 58 hours over Easter; a shorter time drops people then.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")] public TimeSpan WaitFor { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// What counts as an hour to a throttled campaign (default 1 hour, 1 second to 1 day). Shorter is for trying one out.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")] public TimeSpan ThrottlePeriod { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Waves of one campaign under way at once on each silo (default 8, 1 to 256).</summary>
    [Range(1, 256)] public int WavesInFlight { get; set; } = 8;

    /// <summary>
    /// Offers a wave has under way at once (default 48, 1 to 1,000). Times <see cref="WavesInFlight"/> it bounds the requests a silo has open to the carrier for a
    /// campaign, and so the submits left unknown by a crash.
    /// </summary>
    [Range(1, 1_000)] public int OffersInFlight { get; set; } = 48;
}
