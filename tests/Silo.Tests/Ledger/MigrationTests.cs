using Sms.Testing;

namespace Sms.Tests;

/// <summary>Operators who apply migrations themselves: <c>Ledger:ApplyMigrations=false</c>.</summary>
public sealed class MigrationTests
{
    public enum Database { Postgres, Sqlite }

    [Theory]
    [InlineData(Database.Postgres)]
    [InlineData(Database.Sqlite)]
    public async Task An_empty_database_is_refused_by_name_and_left_empty(Database kind)
    {
        await using var database = await OpenAsync(kind);
        for (var start = 0; start < 2; start++)
        {
            var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(database, apply: false));
            Assert.Contains("Ledger:ApplyMigrations", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("0001_ledger.sql", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Database.Postgres)]
    [InlineData(Database.Sqlite)]
    public async Task A_database_that_is_up_to_date_is_taken_as_it_is(Database kind)
    {
        await using var database = await OpenAsync(kind);
        byte[] secret;
        await using (var first = await StartAsync(database, apply: true)) secret = await first.Profiles.ReadSecretAsync();

        await using var ledger = await StartAsync(database, apply: false);
        Assert.Equal(secret, await ledger.Profiles.ReadSecretAsync());
        var facts = new LedgerFacts(TimeProvider.System.GetUtcNow());
        await ledger.Ledger.CommitAsync(facts.Entry(1, 1, Metric.Submitting));
        Assert.Single(await ledger.Ledger.ReadAsync(StreamId.Of(facts.Message(1))));
    }

    [Fact]
    public async Task A_start_whose_commit_loses_its_reply_finds_the_schema_applied_and_goes_on()
    {
        var server = await PostgresServer.SharedAsync();
        var direct = new Place("Cluster:ConnectionString", await server.CreateDatabaseAsync());
        var commits = new LostCommits { Rate = 1, CommitsOnly = true, AtMost = 1 };
        await using var wire = TcpProxy.Start(server.Port, commits.Tap);
        await using var ledger = await StartAsync(direct with { Value = LostCommits.Through(direct.Value, wire) }, apply: true);

        Assert.Equal(1, commits.Lost);
        // Applied once: a file that ran again would find its tables there and fail.
        await using var other = await StartAsync(direct, apply: false);
        Assert.Equal(await ledger.Profiles.ReadSecretAsync(), await other.Profiles.ReadSecretAsync());
    }

    [Fact]
    public async Task A_property_that_no_question_could_read_is_mended_and_its_neighbours_stay_as_they_are()
    {
        var server = await PostgresServer.SharedAsync();
        var place = new Place("Cluster:ConnectionString", await server.CreateDatabaseAsync());
        var facts = new LedgerFacts(TimeProvider.System.GetUtcNow());
        await using (var older = await StartAsync(place, apply: true))
        {
            await older.Profiles.WriteAsync(new ProfileWriteSet(
                ProfileWriteMode.Upsert,
                [
                    LedgerFacts.Row(1, attributes: """{"properties":{"a":"x\u0000\u0000\\\u0000y","b":"\\u0000"}}"""),
                    LedgerFacts.Row(2, attributes: """{"properties":{"b":"C:\\u0000"}}"""),
                ],
                facts.Now));
            await using var connection = new Npgsql.NpgsqlConnection(place.Value);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var forget = new Npgsql.NpgsqlCommand("delete from schema_migration where name = '0070_plain_properties.sql'", connection);
            Assert.Equal(1, await forget.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        await using var ledger = await StartAsync(place, apply: true);
        Assert.Equal("""{"properties":{"a":"x\ufffd\ufffd\\\ufffdy","b":"\\u0000"}}""", (await ledger.Profiles.ReadAsync(LedgerFacts.Person(1)))!.Attributes);
        Assert.Equal("""{"properties":{"b":"C:\\u0000"}}""", (await ledger.Profiles.ReadAsync(LedgerFacts.Person(2)))!.Attributes);
        var test = new SegmentTest { Kind = SegmentTestKind.TextIn, Field = ["properties", "b"], Texts = ["""\u0000"""] };
        Assert.Equal(1, await ledger.Segments.CountAsync(
            new SegmentPlan(new SegmentRule([new SegmentGroup([new SegmentCondition([test])])]), new Dictionary<SegmentId, SegmentRule>()), facts.Now));
    }

    private static Task<LedgerHarness> StartAsync(Place database, bool apply) =>
        LedgerHarness.StartAsync(new Dictionary<string, string?> { [database.Key] = database.Value, ["Ledger:ApplyMigrations"] = apply ? "true" : "false" });

    private static async Task<Place> OpenAsync(Database kind) => kind is Database.Postgres
        ? new Place("Cluster:ConnectionString", await (await PostgresServer.SharedAsync()).CreateDatabaseAsync())
        : new Place("Data:Directory", Directory.CreateTempSubdirectory("sms-migrations-").FullName);

    private sealed record Place(string Key, string Value) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            if (Key != "Data:Directory") return ValueTask.CompletedTask;
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Value, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
