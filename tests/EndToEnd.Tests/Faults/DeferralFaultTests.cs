using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F1 for those who are put off: the process dies before their rows are written and after, and everybody is texted once, in time, and not before.</summary>
public sealed class DeferralFaultTests
{
    private static readonly int People = FaultScale.Of(200, 5_000);
    private static readonly int Kills = FaultScale.Of(2, 12);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(FaultScale.Of(1, 5));
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(FaultScale.Of(120, 600));

    /// <summary>Every number takes its texts: one that did not would be taken out of use before the second.</summary>
    private static readonly (string, string)[] Reliable = [.. Enumerable.Range(0, 10).Select(digit => ($"Sandbox:Numbers:{digit}", "delivered"))];

    [Fact]
    public async Task Who_was_put_off_when_the_process_died_is_texted_once_and_not_before_there_is_room()
    {
        await using var rig = await Rig.OnSqliteAsync(
            [.. Rig.Brisk, .. Reliable], ("Sending:FrequencyCap:Rules:0:Messages", "1"), ("Sending:FrequencyCap:Rules:0:Within", Window.ToString("c", CultureInfo.InvariantCulture)),
            ("Sending:SmartSending:CampaignWindow", "00:00:00"));
        var ledger = Path.Combine(rig.App.Folder, "ledger.db");
        var shop = new Shop(rig.App);
        var list = await shop.ListAsync("Newsletter", People);
        var first = new Books(rig.App, rig.Provider.Url, await shop.DraftAsync("First", list, "The first."));
        await shop.SendAsync(first.Campaign);
        await first.SettledAsync(EndsWithin);

        // Nobody waits a minute for the window to end: what was sent is put back in time, so that there is room soon, and long enough from now to die several times.
        var clock = Stopwatch.StartNew();
        await rig.App.KillAsync();
        await rig.App.StartAsync();
        var start = clock.Elapsed;
        await rig.App.KillAsync();
        var room = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(3) + start * (Kills + 2);
        await PutBackAsync(ledger, room - Window);
        await rig.App.StartAsync();

        var second = new Books(rig.App, rig.Provider.Url, await shop.DraftAsync("Second", list, "The second.", overCap: "defer"));
        await shop.SendAsync(second.Campaign);
        var random = new Random(5);
        var found = new List<long>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            // The first at once, before anybody can be written down; the last when all of them are; those between at any time.
            if (kill == Kills) await Until.AskedAsync(second.AuditAsync, audit => Books.Number(audit, "deferred") == People, EndsWithin, "everybody is put off");
            else if (kill > 1) await Task.Delay(random.Next(400), TestContext.Current.CancellationToken);
            await rig.App.KillAsync();
            found.Add(await WaitingAsync(ledger, second.Campaign));
            await rig.App.StartAsync();
        }

        Assert.Equal(People, found[^1]);
        var due = await RoomAsync(ledger);
        var (audit, _) = await second.SettledAsync(EndsWithin);
        var texted = (await Handsets.TextedAsync(rig.App, rig.Provider.Url)).FindAll(text => text.Message.StartsWith(second.Campaign, StringComparison.Ordinal));
        Assert.Equal(People, texted.Count + Books.Number(audit, "refused"));
        Assert.Equal(texted.Count, texted.Select(text => text.To).Distinct().Count());
        var early = texted.Count(text => text.At < due[text.To]);
        var late = texted.Max(text => text.At - due[text.To]);
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F1 put off, {Kills} × SIGKILL: {People} people waited for a cap; written down at the kills: {string.Join(", ", found)}; {texted.Count} texted once, "
            + $"{texted.Count - texted.Select(text => text.To).Distinct().Count()} twice, {People - texted.Count - Books.Number(audit, "refused")} left out, {early} before there was room, the last {late.TotalSeconds:0} s after"));
        Assert.Equal(0, early);
        Assert.Equal((0L, 0L), (Books.Number(audit, "deferred"), Books.Number(audit, "skipped")));
        Assert.Empty(audit["differences"]!.AsArray());
        Books.AssertConserved(audit);
    }

    /// <summary>Moves what was sent, so that the newest was sent at <paramref name="newest"/>. The process is dead.</summary>
    private static async Task PutBackAsync(string ledger, DateTimeOffset newest)
    {
        await using var connection = await OpenAsync(ledger);
        await using var move = connection.CreateCommand();
        move.CommandText = "update event set sent_at = sent_at - (select max(sent_at) from event where metric = 2) + @newest where metric = 2";
        move.Parameters.AddWithValue("@newest", newest.ToUnixTimeMilliseconds());
        Assert.Equal(People, await move.ExecuteNonQueryAsync());
    }

    private static async Task<long> WaitingAsync(string ledger, string campaign)
    {
        await using var connection = await OpenAsync(ledger);
        await using var count = connection.CreateCommand();
        count.CommandText = "select count(*) from campaign_deferral where campaign = @campaign and due_at is not null";
        count.Parameters.AddWithValue("@campaign", campaign);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>When each number has room again.</summary>
    private static async Task<Dictionary<string, DateTimeOffset>> RoomAsync(string ledger)
    {
        await using var connection = await OpenAsync(ledger);
        await using var read = connection.CreateCommand();
        read.CommandText = "select s.phone, min(e.sent_at) from event e join subscriber s on s.id = e.subscriber where e.metric = 2 group by s.phone";
        await using var row = await read.ExecuteReaderAsync();
        var room = new Dictionary<string, DateTimeOffset>();
        while (await row.ReadAsync()) room[row.GetString(0)] = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)) + Window;
        return room;
    }

    private static async Task<SqliteConnection> OpenAsync(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
