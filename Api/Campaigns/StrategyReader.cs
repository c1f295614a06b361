using System.Globalization;

namespace Sms;

/// <summary>Reads and writes when a campaign is sent, in Klaviyo's shape.</summary>
internal static class StrategyReader
{
    public const string At = "/data/attributes/send_strategy";

    /// <summary>Percentages that Klaviyo knows.</summary>
    private static readonly int[] Percentages = [1, 2, 5, 10, 11, 13, 14, 17, 20, 25, 33, 50];

    public static SendStrategy Read(SendStrategyInput input, Problems problems)
    {
        switch (input.Method)
        {
            case "immediate":
                return new SendStrategy();
            case "static":
                return ReadStatic(input, problems);
            case "throttled":
                if (input.ThrottlePercentage is not { } percentage || !Percentages.Contains(percentage))
                    problems.Add(At + "/throttle_percentage", $"One of {string.Join(", ", Percentages)} was expected.");
                return new SendStrategy { At = ReadTime(input, problems), ThrottlePercentage = input.ThrottlePercentage };
            case "smart_send_time":
                problems.Add(At + "/method", "smart_send_time is for e-mail. One of immediate, static, throttled was expected.", "unsupported");
                return new SendStrategy();
            default:
                problems.Add(At + "/method", "One of immediate, static, throttled was expected.");
                return new SendStrategy();
        }
    }

    private static SendStrategy ReadStatic(SendStrategyInput input, Problems problems)
    {
        var at = ReadTime(input, problems);
        if (input.Options is not { IsLocal: true } options) return new SendStrategy { At = at };
        // Its hour is the one recipients' clocks show; beside an offset of its own it would be anybody's guess which is meant.
        if (at is not null && !IsUtc(input.Datetime!)) problems.Add(At + "/datetime", "With is_local the time is given in UTC (…Z): its day and hour are those of each recipient's clock.");
        return new SendStrategy { At = at, IsLocal = true, PastRecipientsNow = options.SendPastRecipientsImmediately ?? false };
    }

    private static DateTimeOffset? ReadTime(SendStrategyInput input, Problems problems)
    {
        if (Instant.TryParse(input.Datetime, out var at) && at.Year is > 1 and < 9999) return at;
        problems.Add(At + "/datetime", "A date and time in ISO 8601 was expected.");
        return null;
    }

    private static bool IsUtc(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) && read.Offset == TimeSpan.Zero;

    public static CampaignSendStrategy Write(SendStrategy strategy) => strategy switch
    {
        { At: null } => new("immediate", null, null),
        { ThrottlePercentage: { } percentage } => new("throttled", strategy.At, null) { ThrottlePercentage = percentage },
        { IsLocal: true } => new("static", strategy.At, new(true) { SendPastRecipientsImmediately = strategy.PastRecipientsNow }),
        _ => new("static", strategy.At, new(false)),
    };
}
