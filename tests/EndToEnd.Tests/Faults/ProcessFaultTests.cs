using System.Globalization;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F1, F3, F10: what happens to processes.</summary>
[Collection(FaultsCollection.Name)]
public sealed class ProcessFaultTests
{
    private static readonly TimeSpan ResumesWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(FaultScale.Of(90, 300));

    private static readonly (string, string)[] Unhurried = [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "100"), ("Sandbox:AnswerDelayMax", "400")];

    [Fact]
    public async Task A_stopped_process_that_wakes_beside_its_successor_sends_nothing_twice()
    {
        var people = FaultScale.Of(1_500, 10_000);
        await using var rig = await Rig.OnPostgresAsync(Unhurried);
        var books = await rig.LaunchAsync(people);
        await Rig.AcceptsMoreThanAsync(books, people / 5, EndsWithin);

        rig.App.Pause();
        var successor = await rig.SucceedAsync();
        var theirs = new Books(successor, rig.Provider.Url, books.Campaign);
        await Rig.AcceptsMoreThanAsync(books, people / 2, EndsWithin);
        rig.App.Resume();

        var (audit, truth) = await rig.AssertExactAsync(books, people, Rig.InFlight, EndsWithin);
        Assert.Equal(Books.Of(audit), Books.Of(await theirs.AuditAsync()));
        FaultScale.Print("F3 a stopped process wakes beside its successor: " + Rig.Summary(audit, truth));
    }

    /// <summary>Guards against a message that keeps deciding on what its successor has long since overtaken: no receipt comes here that would wake it up.</summary>
    [Fact]
    public async Task What_a_successor_has_settled_a_woken_process_lets_be()
    {
        const int People = 400;
        await using var rig = await Rig.OnPostgresAsync([.. Rig.Mute, ("Sandbox:AnswerDelayMin", "500"), ("Sandbox:AnswerDelayMax", "1000")]);
        var books = await rig.LaunchAsync(People);
        await Rig.AcceptsMoreThanAsync(books, 100, EndsWithin);

        rig.App.Pause();
        var successor = await rig.SucceedAsync();
        var theirs = new Books(successor, rig.Provider.Url, books.Campaign);
        await Until.AskedAsync(theirs.StatusAsync, status => status == "Sent", EndsWithin, "the successor ends the campaign");
        rig.App.Resume();

        await Until.SoAsync(() => Task.FromResult(Conflicts() > 0), EndsWithin, "the woken process meets what its successor wrote");
        var conflicts = await Until.SteadyAsync(() => Task.FromResult(Conflicts()), TimeSpan.FromSeconds(6), EndsWithin);
        await rig.AssertExactAsync(books, People, Rig.InFlight, EndsWithin);
        FaultScale.Print(string.Create(CultureInfo.InvariantCulture, $"F3 a woken process met its successor's writes {conflicts} times, and no more"));

        int Conflicts() => rig.App.Output.Split("Another activation wrote version").Length - 1;
    }

    [Fact]
    public async Task SQLite_killed_again_and_again_in_mid_batch_stays_whole_and_exact()
    {
        var (people, kills) = (FaultScale.Of(1_500, 20_000), FaultScale.Of(2, 20));
        await using var rig = await Rig.OnSqliteAsync(Unhurried);
        var books = await rig.LaunchAsync(people);
        var longest = TimeSpan.Zero;
        for (var kill = 1; kill <= kills; kill++)
        {
            // What a kill cuts off is not sent again, so fewer than all of them are ever accepted.
            await Rig.AcceptsMoreThanAsync(books, (long)(people - kills * Rig.InFlight) * kill / (kills + 1), EndsWithin);
            var took = await rig.KillAsync(books);
            longest = took > longest ? took : longest;
        }

        var (audit, truth) = await rig.AssertExactAsync(books, people, kills * Rig.InFlight, EndsWithin);
        await rig.App.KillAsync();
        foreach (var file in Directory.GetFiles(rig.App.Folder, "*.db")) Assert.Equal("ok", await SqliteFiles.CheckAsync(file));
        Assert.True(longest < ResumesWithin, $"Sending again only after {longest}");
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture, $"F10 SQLite, {kills} × SIGKILL: {Rig.Summary(audit, truth)}; sending again within {longest.TotalSeconds:0.0} s, files whole"));
    }
}
