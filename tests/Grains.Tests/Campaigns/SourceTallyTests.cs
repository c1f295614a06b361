using CsCheck;

namespace Sms;

public class SourceTallyTests
{
    private static readonly SourceId Source = SourceId.Of(new CampaignId("01JDBXYZ0123456789ABCDEFGH"));

    [Fact]
    public void Hand_overs_lost_repeated_and_out_of_order_end_in_the_last_word() =>
        Gen.Select(Gen.Select(Gen.Short[0, 3], Gen.Long[1, 100]).Array[1, 30], Gen.Int).Sample((cells, seed) =>
        {
            var totals = cells.Select(cell => new SourceTotal(Source, Metric.ReceivedSms, cell.Item1, cell.Item2)).ToArray();
            var shuffled = totals.Concat(totals).ToArray();
            new Random(seed).Shuffle(shuffled);
            var tally = new SourceTally();
            foreach (var total in shuffled) tally.Merge([total]);
            Assert.Equal(totals.GroupBy(total => total.Shard).Sum(shard => shard.Max(total => total.Count)), tally.Count(Metric.ReceivedSms));
            Assert.Equal(0, tally.Count(Metric.FailedToDeliverSms));
        });
}
