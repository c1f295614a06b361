using Sms.Testing;

namespace Sms.Tests;

public sealed class Postgres_variations(PostgresFixture database) : VariationConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_variations(SqliteFixture database) : VariationConformance(database), IClassFixture<SqliteFixture>;

/// <summary>Events by the variation of their message, and waves by the ordinal of those who wait, on every database.</summary>
public abstract class VariationConformance(LedgerDatabaseFixture database)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly LedgerFacts facts = new(Noon);

    private IVariationStore Variations => database.Harness.Get<IVariationStore>();

    [Fact]
    public async Task Each_event_is_counted_for_the_variation_of_its_ordinal_and_clicks_once_for_each_message_that_was_received()
    {
        // Places of the ordinals 0, 1, 2, 3 in the cycle: 1, 2, 0, 1. From 4 on all get the second.
        var plan = new VariationPlan { Contents = [new() { Body = "a" }, new() { Body = "b" }], Cycle = [0, 1, 0], Offset = 1, Test = 4, Winner = 1 };
        for (var ordinal = 0; ordinal < 6; ordinal++)
            await database.Harness.Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting, Metric.RelayedSms));
        foreach (var ordinal in new[] { 0, 1, 4 }) await database.Harness.Ledger.CommitAsync(facts.Entry(ordinal, 3, Metric.ReceivedSms));
        await database.Harness.Ledger.CommitAsync(facts.Entry(6, 1, Metric.Skipped));
        // Twice the same link, once in a message nobody received, and once where the message's own stream tells.
        await ClickAsync(0, 1);
        await ClickAsync(0, 2);
        await ClickAsync(2, 1);
        await database.Harness.Ledger.CommitAsync(facts.Entry(4, 4, Metric.ClickedSms));
        await database.Harness.Ledger.CommitAsync(new LedgerFacts(Noon).Entry(0, 1, Metric.Submitting));

        var cells = await Variations.CountAsync(facts.Campaign, Noon, plan);
        // 1 and 2 have the first text, the others the second.
        Assert.Equal((2, 2, 1, 0, 0), Of(0));
        Assert.Equal((4, 4, 2, 1, 2), Of(1));
        Assert.Equal(12, cells.Where(cell => cell.Metric == Metric.Submitting).Sum(cell => cell.Segments));

        // Their quarter hour has all of them.
        Assert.Equal(cells, await Variations.CountAsync(facts.Campaign, Noon, plan, (Noon, Noon.AddMinutes(1))));
        Assert.Empty(await Variations.CountAsync(facts.Campaign, Noon, plan, (Noon.AddMinutes(15), Noon.AddHours(1))));
        Assert.Empty(await Variations.CountAsync(facts.Campaign, Noon, plan, (Noon.AddHours(-1), Noon)));

        (long Submitted, long Relayed, long Received, long Skipped, long Clicked) Of(int variation) => (
            Count(variation, Metric.Submitting), Count(variation, Metric.RelayedSms), Count(variation, Metric.ReceivedSms), Count(variation, Metric.Skipped),
            Count(variation, Metric.ClickedSms));

        long Count(int variation, Metric metric) => cells.Where(cell => cell.Variation == variation && cell.Metric == metric).Sum(cell => cell.Count);
    }

    [Fact]
    public async Task Those_who_wait_are_in_the_wave_that_the_plan_says()
    {
        var deferrals = database.Harness.Get<IDeferralStore>();
        WavePlan[] plans = [new(60, 7, 0, 0), new(60, 7, 20, 0), new(60, 7, 20, 31), new(60, 5, 5, 60), new(60, 60, 0, 1)];
        var put = Enumerable.Range(0, 60).Where(ordinal => ordinal % 3 != 1).Select(ordinal => new Deferral(
            ordinal, facts.Message(ordinal), LedgerFacts.Person(ordinal), SkipReason.LocalTime, null, Noon, ordinal % 5 == 0 ? Noon.AddHours(9) : Noon.AddHours(1))).ToList();
        await deferrals.SettleAsync(facts.Campaign, 0, 60, Noon, put);
        foreach (var plan in plans)
        {
            var expected = put.Where(one => one.Until <= Noon.AddHours(1)).CountBy(one => plan.WaveOf(one.Ordinal)).OrderBy(wave => wave.Key)
                .Select(wave => new DueWave(wave.Key, wave.Value));
            var waiting = await deferrals.ReadWaitingAsync(facts.Campaign, plan, Noon.AddHours(1));
            Assert.Equal(expected, waiting.DueWaves);
            Assert.Equal((put.Count, Noon.AddHours(1)), (waiting.People, waiting.Next));
        }
    }

    private Task<TimeSpan> ClickAsync(int ordinal, int version)
    {
        var click = facts.PersonEvent(LedgerFacts.Person(9_000 + ordinal), version, Metric.ClickedSms) with { Source = facts.Source, Message = facts.Message(ordinal) };
        return database.Harness.Ledger.CommitAsync(new LedgerEntry(click.Stream, [click]));
    }
}
