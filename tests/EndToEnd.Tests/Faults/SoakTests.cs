using System.Diagnostics;
using System.Globalization;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F1 with everything else at once: the product is killed again and again while the provider does its worst and replies to commits get lost.</summary>
[Collection(FaultsCollection.Name)]
public sealed class SoakTests
{
    private static readonly TimeSpan ResumesWithin = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Killed_again_and_again_while_receipts_repeat_reorder_overtake_and_vanish_nothing_is_lost_and_nothing_counted_twice()
    {
        var (people, kills) = (FaultScale.Of(3_000, 100_000), FaultScale.Of(3, 20));
        var patience = TimeSpan.FromSeconds(FaultScale.Of(120, 1_200));
        await using var rig = await Rig.OnPostgresAsync(CarrierFaultTests.Rough.Select(setting => setting.Item1 == "Sandbox:DuplicateRate" ? (setting.Item1, "0.04") : setting));
        var whole = Stopwatch.StartNew();
        var books = await rig.LaunchAsync(people);
        rig.Commits.Rate = 0.01;
        var recoveries = new List<TimeSpan>();
        for (var kill = 1; kill <= kills; kill++)
        {
            await Rig.AcceptsMoreThanAsync(books, (long)people * kill / (kills + 2), patience);
            recoveries.Add(await rig.KillAsync(books));
        }
        await Until.AskedAsync(async () => Books.Number(await books.TruthAsync(), "waiting"), waiting => waiting == 0, patience, "no callback waits");

        var (audit, truth) = await rig.AssertExactAsync(books, people, kills * Rig.InFlight, patience);
        var plans = await Handsets.PlansAsync(rig.App, rig.Provider.Url);
        var orders = Handsets.Orders(plans);
        var copies = plans.Where(plan => plan.Count > 0).Max(plan => plan.GroupBy(word => word).Max(word => word.Count()));
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F1 {people} messages, {kills} × SIGKILL, {orders} orders, up to {copies} times the same callback, 20 % early, {100.0 * Books.Number(truth, "silent") / people:0.0} % missing, "
            + $"{rig.Commits.Lost} of {rig.Commits.Seen} commits without a reply, {whole.Elapsed.TotalSeconds:0} s: {Rig.Summary(audit, truth)}; "
            + $"sending again after a kill within {recoveries.Max().TotalSeconds:0.0} s, {recoveries.Average(took => took.TotalSeconds):0.0} s on average"));
        Assert.True(recoveries.Max() < ResumesWithin, $"Sending again only after {recoveries.Max()}");
        Assert.True(orders == 24 && rig.Commits.Lost > 0);
    }
}
