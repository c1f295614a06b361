using System.Globalization;

namespace Sms;

/// <summary>When a campaign by local time reaches a person.</summary>
/// <param name="Due">When all clocks the person may have show the campaign's time.</param>
internal sealed record LocalFacts(DateTimeOffset Due, LocalSend Send)
{
    public bool IsPast => Due < Send.SentAt;
}

/// <summary>Not before the campaign's time by the recipient's own clock.</summary>
internal static class LocalTimeRule
{
    /// <summary>Asked before all other rules: they are about the moment of sending, and that has not come.</summary>
    public static RuleAnswer Wait(Profile person, OfferFacts facts, DateTimeOffset now) => facts.Local is { } local && now < local.Due
        ? RuleAnswer.Defer(SkipReason.LocalTime, local.Due, string.Create(CultureInfo.InvariantCulture, $"{local.Send.WallClock:yyyy-MM-dd HH:mm} by the person's clock is {local.Due:yyyy-MM-dd HH:mm}Z"))
        : RuleAnswer.Pass;

    /// <summary>Whose time was over when the campaign was sent. Later is not past: a process that was away is no reason to leave anybody out.</summary>
    public static RuleAnswer Miss(Profile person, OfferFacts facts, DateTimeOffset now) => facts.Local is { Send.PastNow: false, IsPast: true } local
        ? RuleAnswer.Decline(SkipReason.LocalTimePassed, string.Create(CultureInfo.InvariantCulture, $"{local.Send.WallClock:yyyy-MM-dd HH:mm} by the person's clock was {local.Due:yyyy-MM-dd HH:mm}Z, before the campaign was sent"))
        : RuleAnswer.Pass;
}
