using CsCheck;

namespace Sms;

public sealed class VariationTests
{
    private static readonly Gen<Campaign> Campaigns =
        from weights in Gen.Int[1, 100].Array[2, 5]
        from targeted in Gen.Int[1, 3_000]
        from test in Gen.Int[1, targeted]
        from winner in Gen.OneOf(Gen.Const(-1), Gen.Int[0, weights.Length - 1])
        from id in Gen.Char['A', 'Z'].Array[26]
        select Make(new string(id), weights, targeted, test, winner < 0 ? null : winner);

    [Fact]
    public void Each_variation_gets_its_weight_s_part_of_every_stretch_of_ordinals_to_within_one_turn_each() => Campaigns.Sample(campaign =>
    {
        var plan = VariationPlan.Of(campaign)!;
        var weights = campaign.Definition.Variations.Select(variation => variation.Weight).ToArray();
        var counts = new int[weights.Length];
        for (var ordinal = 0; ordinal < campaign.TestSize; ordinal++) counts[plan.VariationOf(ordinal)]++;
        for (var i = 0; i < weights.Length; i++)
            Assert.InRange(counts[i] - (double)campaign.TestSize * weights[i] / weights.Sum(), -weights.Length, weights.Length);
    });

    [Fact]
    public void Everybody_gets_one_and_the_counts_say_how_many() => Campaigns.Sample(campaign =>
    {
        var plan = VariationPlan.Of(campaign)!;
        var decided = campaign.Winner is null ? campaign.TestSize : campaign.Targeted;
        var counted = Enumerable.Range(0, decided).CountBy(plan.VariationOf).ToDictionary();
        for (var variation = 0; variation < plan.Contents.Count; variation++)
            Assert.Equal(counted.GetValueOrDefault(variation), plan.PeopleOf(variation, campaign.Targeted));
        Assert.Equal(decided, Enumerable.Range(0, plan.Contents.Count).Sum(variation => plan.PeopleOf(variation, campaign.Targeted)));
        if (campaign.Winner is { } winner)
            Assert.All(Enumerable.Range(campaign.TestSize, campaign.Targeted - campaign.TestSize), ordinal => Assert.Equal(winner, plan.VariationOf(ordinal)));
    });

    [Fact]
    public void A_wave_that_runs_again_has_the_same_text_for_the_same_person() => Campaigns.Sample(campaign =>
    {
        var (once, again) = (VariationPlan.Of(campaign)!, VariationPlan.Of(campaign)!);
        Assert.All(Enumerable.Range(0, campaign.TestSize), ordinal => Assert.Equal(once.ContentOf(ordinal), again.ContentOf(ordinal)));
    });

    [Theory]
    [InlineData("70:100:0 80:100:0", 1, WinnerRule.ReceivedRate)]
    [InlineData("7:10:0 70:100:0", 0, WinnerRule.First)]
    [InlineData("70:100:7 70:100:8", 1, WinnerRule.ClickRate)]
    [InlineData("7:10:1 70:100:11 70:100:11", 1, WinnerRule.First)]
    [InlineData("1:2:0 333333333:1000000000:0 2:4:1", 2, WinnerRule.ClickRate)]
    [InlineData("0:100:0 0:0:0", 0, WinnerRule.NoReceipts)]
    [InlineData("0:0:0 1:9:0", 1, WinnerRule.ReceivedRate)]
    public void The_best_by_received_then_by_clicked_wins_and_of_equals_the_first(string told, int winner, WinnerRule rule)
    {
        var tried = told.Split(' ').Select(one => one.Split(':').Select(long.Parse).ToArray())
            .Select((one, i) => new VariationTotals(i, new CampaignTotals { Received = one[0], Relayed = one[1] }, one[2], 0)).ToList();
        Assert.Equal((winner, rule), VariationContest.Decide(tried));
    }

    private static Campaign Make(string id, int[] weights, int targeted, int test, int? winner) => new()
    {
        Id = new CampaignId(id),
        MessageId = "",
        Definition = new CampaignDefinition
        {
            Name = "",
            Included = [],
            Content = new MessageContent { Body = "0" },
            Variations = [.. weights.Select((weight, i) => new CampaignVariation("", null, new MessageContent { Body = $"{i}" }, weight))],
        },
        Status = CampaignStatus.Sending,
        Created = default,
        Updated = default,
        Targeted = targeted,
        TestSize = test,
        Winner = winner,
    };
}
