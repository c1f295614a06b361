using System.Globalization;

namespace Sms;

/// <summary>
/// Not somebody who was texted a short while ago: skipped, and not made up for. A message starts a window of the length that was set when it was sent; campaigns'
/// and flows' have lengths of their own. What the provider took counts, though it failed later; what was skipped does not.
/// </summary>
internal static class SmartSendingRule
{
    public static RuleAnswer Weigh(Profile person, OfferFacts facts, DateTimeOffset now)
    {
        if (facts.Rules is not { UseSmartSending: true }) return RuleAnswer.Pass;
        foreach (var sent in facts.Recent)
        {
            if (sent.Message == facts.Message) continue;
            var window = facts.Windows.LengthOf(sent);
            if (now - sent.At < window)
            {
                return RuleAnswer.Decline(SkipReason.SmartSending, string.Create(
                    CultureInfo.InvariantCulture, $"window {window:c}; {sent.Source} texted at {sent.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z"));
            }
        }
        return RuleAnswer.Pass;
    }
}
