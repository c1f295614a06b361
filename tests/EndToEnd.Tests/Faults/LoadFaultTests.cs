using System.Diagnostics;
using System.Globalization;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F6 and F18 as the carrier sees them: more receipts than the database takes, for a while.</summary>
[Collection(FaultsCollection.Name)]
public sealed class LoadFaultTests
{
    private const int Connections = 1_000;
    private const long MayGrow = 200L * 1024 * 1024;

    [Fact]
    public async Task While_the_database_hangs_memory_is_bounded_carriers_are_told_to_come_again_and_everything_lands()
    {
        var (people, hanging) = (FaultScale.Of(2_000, 20_000), TimeSpan.FromSeconds(FaultScale.Of(10, 60)));
        await using var rig = await Rig.OnPostgresAsync(Rig.Mute, ("Ledger:QueueLimit", "200"), ("Ledger:MaxBatch", "100"), ("Ledger:RetryFor", "00:00:02"));
        var (books, messages) = await SentAsync(rig, people);
        using var carrier = new PatientCarrier(rig.App, Connections);

        var (before, highest) = (rig.App.ResidentBytes, 0L);
        rig.Wire!.Freeze();
        var posting = carrier.PostAllAsync(messages.SelectMany(message => new[] { (message, "sent"), (message, "delivered") }));
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < hanging;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TestContext.Current.CancellationToken);
            highest = Math.Max(highest, rig.App.ResidentBytes);
        }
        var acknowledgedMeanwhile = carrier.Acknowledged;
        var thawed = Stopwatch.StartNew();
        rig.Wire.Thaw();
        await posting;
        var landed = thawed.Elapsed;

        var audit = await books.AuditAsync();
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F6 the database hangs {hanging.TotalSeconds:0} s under {Connections} open callbacks: {acknowledgedMeanwhile} acknowledged meanwhile, {carrier.Later} × 503 with Retry-After, "
            + $"memory {before >> 20} → {highest >> 20} MiB; all {carrier.Acknowledged} landed {landed.TotalSeconds:0.0} s after"));
        Assert.Equal(0, acknowledgedMeanwhile);
        Assert.True(carrier.Later > 0);
        Assert.Equal((0, 0), (carrier.WithoutWait, carrier.Broken));
        Assert.True(highest - before < MayGrow, $"Memory grew from {before >> 20} to {highest >> 20} MiB");
        Assert.Equal(new Figures(people, people, 0), Books.Of(audit));
        Assert.Empty(audit["differences"]!.AsArray());
        Assert.Equal(Books.Of(audit), await books.EventsAsync());
    }

    [Fact]
    public async Task A_storm_of_receipts_is_taken_without_an_error()
    {
        var people = FaultScale.Of(3_000, 30_000);
        await using var rig = await Rig.OnPostgresAsync(Rig.Mute);
        var (books, messages) = await SentAsync(rig, people);
        using var carrier = new PatientCarrier(rig.App, 256);

        var clock = Stopwatch.StartNew();
        await carrier.PostAllAsync(messages.SelectMany(message => new[] { (message, "sent"), (message, "delivered"), (message, "delivered") }));
        var took = clock.Elapsed;

        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F18 storm: {carrier.Acknowledged} callbacks through 256 connections in {took.TotalSeconds:0.0} s ({carrier.Acknowledged / took.TotalSeconds:0}/s), "
            + $"p99 {PatientCarrier.Milliseconds(carrier.Answered, 0.99):0} ms, {carrier.Later} × 503, {carrier.Broken} other errors"));
        Assert.Equal((0, 0), (carrier.Later, carrier.Broken));
        Assert.True(took < TimeSpan.FromMinutes(2));
        var audit = await books.AuditAsync();
        Assert.Equal(new Figures(people, people, 0), Books.Of(audit));
        Assert.Empty(audit["differences"]!.AsArray());
    }

    private static async Task<(Books Books, List<string> Messages)> SentAsync(Rig rig, int people)
    {
        var books = await rig.LaunchAsync(people);
        await Until.AskedAsync(books.StatusAsync, status => status == "Sent", TimeSpan.FromSeconds(90), "the campaign is sent");
        var texted = await Handsets.TextedAsync(rig.App, rig.Provider.Url);
        return (books, [.. texted.Select(text => text.Callback!.Split('/')[^1])]);
    }
}
