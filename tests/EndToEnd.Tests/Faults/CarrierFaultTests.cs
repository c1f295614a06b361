using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F12–F17: what providers do.</summary>
[Collection(FaultsCollection.Name)]
public sealed class CarrierFaultTests
{
    private const string ThreeParts = "One two three four five six seven eight nine ten, and so on. "
        + "One two three four five six seven eight nine ten, and so on. One two three four five six seven eight nine ten, and so on. "
        + "One two three four five six seven eight nine ten, and so on. One two three four five six seven eight nine ten, and so on. "
        + "One two three four five six seven eight nine ten, and so on. And the end.";

    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(FaultScale.Of(120, 300));
    private static readonly (string, string) Impatient = ("Carriers:sandbox:SubmitTimeout", "00:00:02");

    /// <summary>Everything a provider does to receipts, in one campaign.</summary>
    public static readonly (string, string)[] Rough =
    [
        .. Rig.Brisk.Where(setting => setting.Item1 != "Sandbox:SilentRate"), ("Sandbox:SilentRate", "0.05"), ("Sandbox:LostRate", "0.105"), ("Sandbox:ShuffleRate", "0.7"),
        ("Sandbox:EarlyRate", "0.2"), ("Sandbox:DuplicateRate", "0.1"), ("Sandbox:DuplicateCountMin", "1"), ("Sandbox:DuplicateCount", "46"),
        ("Sandbox:CallbackConnections", "128"),
    ];

    [Fact]
    public async Task Slow_throttling_failing_mute_and_garbling_providers_never_cause_a_second_text()
    {
        var people = FaultScale.Of(2_000, 20_000);
        await using var rig = await Rig.OnPostgresAsync(
            [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "20"), ("Sandbox:AnswerDelayMax", "300"), ("Sandbox:ThrottleRate", "0.1"), ("Sandbox:ErrorUnsentRate", "0.02"),
                ("Sandbox:ErrorSentRate", "0.05"), ("Sandbox:HangUnsentRate", "0.01"), ("Sandbox:HangSentRate", "0.03"), ("Sandbox:HangFor", "10000"),
                ("Sandbox:Numbers:11", "garbled"), ("Sandbox:Numbers:22", "reset_sent"), ("Sandbox:Numbers:33", "reset_unsent"), ("Sandbox:Numbers:44", "retracted"),
                ("Sandbox:Numbers:55", "unknown_status")],
            Impatient);
        var books = await rig.LaunchAsync(people);
        await Rig.AcceptsMoreThanAsync(books, people / 4, EndsWithin);

        // Half-open: the line takes everything and nothing comes back.
        rig.Line.Freeze();
        var clock = Stopwatch.StartNew();
        await Until.SoAsync(() => Task.FromResult(rig.App.Output.Contains("keeps not answering", StringComparison.Ordinal)), TimeSpan.FromSeconds(8), "the breaker opens");
        var opened = clock.Elapsed;
        var unknown = Books.Number(await books.AuditAsync(), "submit_unknown");
        rig.Line.Thaw();

        // What the line held back arrives now, after the product gave up waiting: accepted, and known by its receipts.
        var (audit, truth) = await rig.AssertExactAsync(books, people, people / 4, EndsWithin);
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F12 429, 500, hangs, resets, garbage, then a half-open line: breaker open after {opened.TotalSeconds:0.0} s with {unknown} unknown; "
            + $"{truth["accepted_unanswered"]} accepted without an answer; {Rig.Summary(audit, truth)}"));
        Assert.True(opened < TimeSpan.FromSeconds(5), $"The breaker opened after {opened}");
        Assert.True(Books.Number(truth, "accepted_unanswered") > 0);
    }

    [Fact]
    public async Task Repeated_reordered_early_partial_and_missing_receipts_are_counted_once()
    {
        var people = FaultScale.Of(2_000, 20_000);
        await using var rig = await Rig.OnPostgresAsync([.. Rough, ("Sandbox:Numbers:44", "retracted"), ("Sandbox:Numbers:55", "read")]);
        var books = await rig.LaunchAsync(people, ThreeParts);
        var (audit, truth) = await rig.AssertExactAsync(books, people, 0, EndsWithin);
        var plans = await Handsets.PlansAsync(rig.App, rig.Provider.Url);
        var orders = Handsets.Orders(plans);
        var copies = plans.Where(plan => plan.Count > 0).Max(plan => plan.GroupBy(word => word).Max(word => word.Count()));
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture, $"F13–F17 up to {copies} times the same callback, {orders} orders of four statuses, early, partial, missing: {Rig.Summary(audit, truth)}"));
        Assert.True(orders == 24, $"{orders} orders");
        Assert.InRange(copies, 40, 47);

        var silent = (await Handsets.TextedAsync(rig.App, rig.Provider.Url)).First(text => text is { Final: null, Callback: not null });
        var message = (await rig.App.GetAsync("/api/messages/" + silent.Callback!.Split('/')[^1]))["data"]!;
        Assert.Equal(3, (int)message["attributes"]!["segments"]!);
        await AssertLateReceiptCountsOnceAsync(rig, books, (string)message["id"]!, Books.Of(audit));
    }

    [Fact]
    public async Task Receipts_that_overtake_their_submit_response_are_all_counted()
    {
        var people = FaultScale.Of(2_000, 20_000);
        await using var rig = await Rig.OnPostgresAsync([.. Rig.Brisk, ("Sandbox:EarlyRate", "0.1")]);
        var books = await rig.LaunchAsync(people);
        var (audit, truth) = await rig.AssertExactAsync(books, people, 0, EndsWithin);
        Assert.Equal(people, Books.Number(audit, "received") + Books.Number(audit, "failed"));
        FaultScale.Print($"Kannel's case, 10 % of receipts before their submit response: {Rig.Summary(audit, truth)}");
    }

    private static async Task AssertLateReceiptCountsOnceAsync(Rig rig, Books books, string message, Figures before)
    {
        var late = Callback.For(rig.App, message, "delivered");
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(System.Net.HttpStatusCode.NoContent, await late.StatusOfAsync(late.Sign()));
            Assert.Equal(before with { Received = before.Received + 1 }, Books.Of(await books.AuditAsync()));
        }
    }
}
