using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F5–F8: what happens to PostgreSQL and to the line to it, while a campaign is sent and its receipts come in.</summary>
[Collection(FaultsCollection.Name)]
public sealed class DatabaseFaultTests
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(FaultScale.Of(90, 300));
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(10);
    private static readonly (string, string) GivesUpSoon = ("Ledger:RetryFor", "00:00:02");
    private static readonly (string, string)[] Unhurried = [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "100"), ("Sandbox:AnswerDelayMax", "400")];

    [Fact]
    public async Task After_a_crash_of_PostgreSQL_sending_goes_on_within_ten_seconds_and_every_figure_is_exact()
    {
        var people = FaultScale.Of(2_000, 20_000);
        await using var rig = await Rig.OnPostgresAsync(Unhurried, GivesUpSoon);
        var books = await rig.LaunchAsync(people);
        await Rig.AcceptsMoreThanAsync(books, people / 5, EndsWithin);

        await rig.Database!.HaltAsync();
        await Until.SoAsync(async () => (int)(await rig.App.Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode == 503, BackWithin, "the outage is noticed");
        await rig.Database.RestartAsync();
        var afterCrash = await BackAsync(books);

        await Rig.AcceptsMoreThanAsync(books, people / 2, EndsWithin);
        await rig.Database.KillBackendAsync(rig.Connection);
        var afterBackend = await BackAsync(books);

        // A request whose answer could not be stored is looked up; an intent whose request never left stays unknown.
        var (audit, truth) = await rig.AssertExactAsync(books, people, 2 * Rig.InFlight, EndsWithin);
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F5 PostgreSQL crashes, then a backend is killed: sending again {afterCrash.TotalSeconds:0.0} s and {afterBackend.TotalSeconds:0.0} s after; {Rig.Summary(audit, truth)}"));
        Assert.True(afterCrash < BackWithin, $"Sending again only {afterCrash} after PostgreSQL was back");
        Assert.True(afterBackend < BackWithin, $"Sending again only {afterBackend} after a backend was killed");
    }

    [Fact]
    public async Task While_PostgreSQL_stands_still_nothing_is_acknowledged()
    {
        var (people, still) = (FaultScale.Of(1_500, 20_000), TimeSpan.FromSeconds(FaultScale.Of(3, 20)));
        await using var rig = await Rig.OnPostgresAsync(Unhurried, GivesUpSoon);
        var books = await rig.LaunchAsync(people);
        await Rig.AcceptsMoreThanAsync(books, people / 5, EndsWithin);

        rig.Database!.Pause();
        try
        {
            await AssertNothingAcknowledgedAsync(books, still);
        }
        finally
        {
            rig.Database.Resume();
        }

        await Rig.AcceptsMoreThanAsync(books, people / 2, EndsWithin);
        await using (var locker = new NpgsqlConnection(rig.Connection + ";Pooling=false"))
        {
            await locker.OpenAsync();
            await using var transaction = await locker.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("lock table event in access exclusive mode", locker, transaction);
            await command.ExecuteNonQueryAsync();
            await AssertNothingAcknowledgedAsync(books, still);
            await transaction.RollbackAsync();
        }

        var (audit, truth) = await rig.AssertExactAsync(books, people, 2 * Rig.InFlight, EndsWithin);
        FaultScale.Print($"F6 PostgreSQL stopped, then its table locked, {still.TotalSeconds} s each: nothing acknowledged meanwhile; {Rig.Summary(audit, truth)}");
    }

    [Fact]
    public async Task Commits_whose_reply_is_lost_are_counted_once()
    {
        var people = FaultScale.Of(1_500, 20_000);
        await using var rig = await Rig.OnPostgresAsync([.. Rig.Brisk, ("Sandbox:AnswerDelayMax", "100"), ("Sandbox:DuplicateRate", "0.2")]);
        var books = await rig.LaunchAsync(people);
        rig.Commits.Rate = FaultScale.Soak ? 0.01 : 0.1;
        var (audit, truth) = await rig.AssertExactAsync(books, people, Rig.InFlight, EndsWithin);
        FaultScale.Print($"F7 {rig.Commits.Lost} of {rig.Commits.Seen} replies to writes swallowed after their commit: {Rig.Summary(audit, truth)}");
        Assert.True(rig.Commits.Lost > 0);
    }

    [Fact]
    public async Task A_first_start_whose_writes_lose_their_replies_comes_up_all_the_same()
    {
        await using var database = await PostgresServer.StartAsync();
        var commits = new LostCommits { Rate = 1, AtMost = 3 };
        await using var wire = TcpProxy.Start(database.Port, commits.Tap);
        await using var app = await EmbeddedApp.StartAsync(("Cluster:ConnectionString", LostCommits.Through(await database.CreateDatabaseAsync(), wire)));
        Assert.Equal(3, commits.Lost);
    }

    [Fact]
    public async Task Connections_cut_terminated_and_scarce_cost_time_and_no_figure()
    {
        var (people, rounds) = (FaultScale.Of(1_500, 20_000), FaultScale.Of(4, 30));
        await using var rig = await Rig.OnPostgresAsync(Unhurried, ("Ledger:PoolSize", "6"));
        var books = await rig.LaunchAsync(people);
        var (cut, terminated) = (0, 0L);
        await using (var killer = new NpgsqlConnection(rig.Connection + ";Pooling=false"))
        {
            await killer.OpenAsync();
            for (var round = 1; round <= rounds; round++)
            {
                await Rig.AcceptsMoreThanAsync(books, (long)people * round / (rounds * 2), EndsWithin);
                cut += rig.Wire!.Cut();
                await using var terminate = new NpgsqlCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'sms-ledger'", killer);
                terminated += (long)(await terminate.ExecuteScalarAsync())!;
            }
        }

        // Twelve connections for the whole server, of which three are kept for superusers: fewer than the product would like to have.
        await rig.Database!.HaltAsync();
        await rig.Database.RestartAsync("max_connections=12");
        var (audit, truth) = await rig.AssertExactAsync(books, people, 2 * Rig.InFlight, EndsWithin);
        Assert.True(cut > 0 && terminated > 0);
        FaultScale.Print($"F8 {cut} connections cut, {terminated} backends terminated, 12 connections left: {Rig.Summary(audit, truth)}");
    }

    private static async Task<TimeSpan> BackAsync(Books books)
    {
        var clock = Stopwatch.StartNew();
        var before = await books.AcceptedAsync();
        await Rig.AcceptsMoreThanAsync(books, before + 10, TimeSpan.FromSeconds(40));
        return clock.Elapsed;
    }

    /// <summary>What was being committed when it began may still be answered; after that the provider hears no 2xx.</summary>
    private static async Task AssertNothingAcknowledgedAsync(Books books, TimeSpan still)
    {
        var clock = Stopwatch.StartNew();
        var before = await Until.SteadyAsync(() => AcknowledgedAsync(books), TimeSpan.FromSeconds(1), still);
        while (clock.Elapsed < still)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
            Assert.Equal(before, await AcknowledgedAsync(books));
        }
    }

    private static async Task<long> AcknowledgedAsync(Books books) => Books.Number(await books.TruthAsync(), "callbacks_acknowledged");
}
