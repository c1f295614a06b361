using System.Globalization;

namespace Sms;

/// <summary>Not while the recipient may be asleep, by any clock the recipient may have (47 CFR 64.1200(c)(1), state and national law): the text waits.</summary>
internal static class QuietHoursRule
{
    /// <summary>A text needs a moment from here to the handset: nothing is begun this shortly before the hours end.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now)
    {
        if (facts is not { Rules: not null, Place: { } place }) return RuleAnswer.Pass;
        var span = place.At(now);
        if (span.IsOpen && now < span.Until - Margin) return RuleAnswer.Pass;

        var quiet = span.IsOpen ? place.At(span.Until) : span;
        return quiet.Until - quiet.From >= QuietPlace.Horizon
            ? RuleAnswer.Decline(SkipReason.QuietHours, $"texts only {place.Words}, which never comes")
            : RuleAnswer.Defer(SkipReason.QuietHours, quiet.Until, string.Create(CultureInfo.InvariantCulture, $"texts only {place.Words}; next at {quiet.Until:yyyy-MM-dd HH:mm}Z"));
    }

    /// <summary>When a text that may go now must have arrived: the provider is not to deliver it later. Null where no hours are kept.</summary>
    public static DateTimeOffset? EndsAt(OfferFacts facts, DateTimeOffset now) =>
        facts is { Rules: not null, Place: { } place } && place.At(now) is { IsOpen: true } span ? span.Until : null;
}
