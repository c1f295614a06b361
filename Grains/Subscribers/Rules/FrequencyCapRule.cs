using System.Globalization;

namespace Sms;

/// <summary>Not more than so many texts in so long, counted in a window that slides. The campaign chooses whether who has had enough is skipped or waits for room.</summary>
internal static class FrequencyCapRule
{
    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now)
    {
        if (facts.Rules is not { } rules) return RuleAnswer.Pass;
        var (worst, full) = (default(DateTimeOffset), (FrequencyCap?)null);
        foreach (var cap in facts.Caps)
        {
            if (cap.Concerns(rules.Tags) && FreeAt(cap, facts, now) is { } free && free > worst) (worst, full) = (free, cap);
        }
        if (full is null) return RuleAnswer.Pass;
        var words = string.Create(CultureInfo.InvariantCulture, $"cap {full}; room again at {worst.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
        return rules.OverCap == OverCap.Defer
            ? RuleAnswer.Defer(SkipReason.FrequencyCap, worst, words)
            : RuleAnswer.Decline(SkipReason.FrequencyCap, words);
    }

    /// <summary>When one more would fit; null when it does now.</summary>
    private static DateTimeOffset? FreeAt(FrequencyCap cap, OfferFacts facts, DateTimeOffset now)
    {
        var since = now - cap.Within;
        var counted = 0;
        foreach (var sent in facts.Recent)
            if (Counts(sent)) counted++;
        if (counted < cap.Messages) return null;
        // The one that must leave the window before there is room.
        return facts.Recent.Where(Counts).Select(sent => sent.At).OrderDescending().ElementAt(cap.Messages - 1) + cap.Within;

        bool Counts(RecentSend sent) => sent.At > since && sent.Message != facts.Message && cap.Concerns(sent.Tags);
    }
}
