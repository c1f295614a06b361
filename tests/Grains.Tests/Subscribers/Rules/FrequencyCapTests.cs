using CsCheck;

namespace Sms;

public sealed class FrequencyCapTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Profile Person = People.With("{}");
    private static readonly FrequencyCap Monthly = new(6, TimeSpan.FromDays(30), null);

    [Fact]
    public void Six_in_thirty_days_is_what_holds_when_nothing_is_said() => Assert.Equal([Monthly], new FrequencyCapOptions().Caps);

    [Fact]
    public void Who_has_had_enough_is_skipped_or_waits_for_room_as_the_campaign_chooses()
    {
        var sent = Enumerable.Range(1, 6).Select(i => Offers.Sent(Now.AddDays(-i), i)).ToList();
        var skipped = Decide(sent, OverCap.Skip, Monthly);
        Assert.Equal((SkipReason.FrequencyCap, null), (skipped.Reason, skipped.Until));
        Assert.Contains("6 in 30.00:00:00", skipped.Detail, StringComparison.Ordinal);
        var deferred = Decide(sent, OverCap.Defer, Monthly);
        Assert.Equal((SkipReason.FrequencyCap, Now.AddDays(-6) + Monthly.Within), (deferred.Reason, deferred.Until));
        Assert.True(Decide(sent[..5], OverCap.Skip, Monthly).IsAllowed);
    }

    [Fact]
    public void A_cap_for_a_tag_counts_and_holds_campaigns_with_that_tag_alone()
    {
        var sales = new FrequencyCap(1, TimeSpan.FromDays(7), "sale");
        Assert.True(Decide([Offers.Sent(Now.AddDays(-1), 1, null, "news")], OverCap.Skip, sales).IsAllowed);
        Assert.False(Decide([Offers.Sent(Now.AddDays(-1), 1, null, "Sale")], OverCap.Skip, sales).IsAllowed);
        Assert.True(Decide([Offers.Sent(Now.AddDays(-1), 1, null, "sale")], OverCap.Skip, sales, tags: []).IsAllowed);
    }

    [Theory]
    [InlineData(0, "1.00:00:00", null, "Sending:FrequencyCap:Rules:0:Messages")]
    [InlineData(1_001, "1.00:00:00", null, "Sending:FrequencyCap:Rules:0:Messages")]
    [InlineData(1, "00:00:59", null, "Sending:FrequencyCap:Rules:0:Within")]
    [InlineData(1, "91.00:00:00", null, "Sending:FrequencyCap:Rules:0:Within")]
    [InlineData(1, "1.00:00:00", "", "Sending:FrequencyCap:Rules:0:Tag")]
    public void A_rule_that_cannot_work_is_named(int messages, string within, string? tag, string field)
    {
        var options = new FrequencyCapOptions
        {
            Rules = { new() { Messages = messages, Within = TimeSpan.Parse(within, System.Globalization.CultureInfo.InvariantCulture), Tag = tag } },
        };
        Assert.StartsWith(field, Assert.Single(new FrequencyCapValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_caps_over_the_same_window_are_refused()
    {
        var options = new FrequencyCapOptions { Rules = { new() { Messages = 2, Within = TimeSpan.FromDays(7) }, new() { Messages = 3, Within = TimeSpan.FromDays(7) } } };
        Assert.False(new FrequencyCapValidator().Validate(null, options).Succeeded);
    }

    /// <summary>I9: in no window that slides over what was sent are more texts than a cap allows, and who waits is not kept waiting.</summary>
    [Fact]
    public void No_window_holds_more_than_the_cap() => Gen.Select(
        Gen.Int[0, 60 * 24].Array[1, 120], Gen.Select(Gen.Int[1, 6], Gen.Int[1, 20]).Array[1, 3], Gen.Bool).Sample((hours, rules, waits) =>
        {
            var caps = rules.Select(rule => new FrequencyCap(rule.Item1, TimeSpan.FromDays(rule.Item2), null)).ToArray();
            var sent = new List<RecentSend>();
            var due = new SortedSet<(DateTimeOffset At, int Number)>(hours.Select((hour, i) => (Now.AddHours(hour), i + 1)));
            for (var steps = 0; due.Count > 0 && steps < 50_000; steps++)
            {
                var next = due.Min;
                due.Remove(next);
                var decision = SendingPolicy.Decide(Person, Facts(sent, waits ? OverCap.Defer : OverCap.Skip, caps, []) with { Message = Offers.Message(next.Number) }, next.At);
                if (decision.IsAllowed) sent.Add(Offers.Sent(next.At, next.Number));
                else if (decision.Until is { } until)
                {
                    Assert.True(until > next.At);
                    due.Add((until, next.Number));
                }
            }
            Assert.Empty(due);
            foreach (var cap in caps)
                Assert.All(sent, last => Assert.True(sent.Count(other => other.At <= last.At && other.At > last.At - cap.Within) <= cap.Messages));
            if (waits) Assert.Equal(hours.Length, sent.Count);
        }, iter: 300);

    private static SendingDecision Decide(IReadOnlyList<RecentSend> sent, OverCap over, FrequencyCap cap, IReadOnlyList<string>? tags = null) =>
        SendingPolicy.Decide(Person, Facts(sent, over, [cap], tags ?? ["sale"]), Now);

    private static OfferFacts Facts(IReadOnlyList<RecentSend> sent, OverCap over, FrequencyCap[] caps, IReadOnlyList<string> tags) =>
        Offers.Facts() with { Recent = sent, Caps = caps, Windows = SmartWindows.None, Rules = new OfferRules { OverCap = over, Tags = tags } };
}
