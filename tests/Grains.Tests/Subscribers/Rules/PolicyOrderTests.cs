using CsCheck;

namespace Sms;

public sealed class PolicyOrderTests
{
    /// <summary>Of all that stands against a text the first in the promised order is named, whatever else does.</summary>
    [Fact]
    public void The_first_reason_in_the_promised_order_counts() => Gen.Bool.Array[6].Sample(against =>
    {
        var night = new DateTimeOffset(2026, 11, 24, 4, 0, 0, TimeSpan.Zero);
        var day = new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);
        var now = against[2] ? night : day;
        var person = Offers.Person("+12125550123") with
        {
            Consent = against[0] ? SmsConsent.Unsubscribed : SmsConsent.Subscribed,
            Suppression = against[1] ? "hard bounce" : null,
        };
        var facts = Offers.Facts(person) with
        {
            Numbers = [Offers.Anywhere with { Countries = against[5] ? ["DE"] : ["US"] }],
            Rules = new OfferRules { UseSmartSending = against[3] },
            Recent = [Offers.Sent(now.AddHours(-1))],
            Caps = [new FrequencyCap(against[4] ? 1 : 2, TimeSpan.FromDays(1), null)],
        };
        SkipReason[] order =
            [SkipReason.Unsubscribed, SkipReason.Suppressed, SkipReason.QuietHours, SkipReason.SmartSending, SkipReason.FrequencyCap, SkipReason.CountryNotSupported];
        var expected = order.Where((_, i) => against[i]).FirstOrDefault();
        var decision = SendingPolicy.Decide(person, facts, now);
        Assert.Equal((expected, expected == SkipReason.None, expected == SkipReason.QuietHours), (decision.Reason, decision.IsAllowed, decision.Until is not null));
    });
}
