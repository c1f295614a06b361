namespace Sms;

public sealed class SandboxOrdersTests
{
    [Fact]
    public void Shuffled_messages_tell_their_four_statuses_in_all_24_orders_and_repeat_them_within_bounds()
    {
        var behaviour = new SandboxBehaviour { ShuffleRate = 1, SilentRate = 0, DuplicateRate = 0.5, DuplicateCountMin = 1, DuplicateCount = 45, EarlyRate = 0.2 };
        Assert.Null(behaviour.Fault());
        var plans = Enumerable.Range(0, 2_000).Select(i => SandboxFate.Decide(behaviour, $"+1415555{i:0000}", "Hello", 0).Plan!).ToList();

        Assert.Equal(24, plans.Select(Order).Distinct().Count());
        Assert.All(plans, plan => Assert.Equal(4, plan.Steps.Select(step => step.Status).Distinct().Count()));
        Assert.All(plans, plan => Assert.True(plan.Announced));
        var copies = plans.Select(plan => plan.Steps.GroupBy(step => step.Status).Max(word => word.Count())).ToHashSet();
        Assert.Equal((1, 46), (copies.Min(), copies.Max()));
        Assert.True(copies.Count > 40);
    }

    [Fact]
    public void Turning_the_new_knobs_does_not_change_what_else_becomes_of_a_message()
    {
        var plain = new SandboxBehaviour { SilentRate = 0.2 };
        foreach (var i in Enumerable.Range(0, 500))
        {
            var (before, after) = (Decide(plain, i), Decide(plain with { ShuffleRate = 0.5 }, i));
            Assert.Equal((before.FinalStatus, before.FinalCode), (after.FinalStatus, after.FinalCode));
        }
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(4, 3)]
    public void The_fewest_repetitions_are_not_more_than_the_most(int fewest, int most) =>
        Assert.Contains("DuplicateCountMin", new SandboxBehaviour { DuplicateCountMin = fewest, DuplicateCount = most }.Fault(), StringComparison.Ordinal);

    private static SandboxPlan Decide(SandboxBehaviour behaviour, int i) => SandboxFate.Decide(behaviour, $"+1415555{i:0000}", "Hello", 0).Plan!;

    private static string Order(SandboxPlan plan) => string.Join(' ', plan.Steps.Take(4).Select(step => step.Status is "undelivered" ? "delivered" : step.Status));
}
