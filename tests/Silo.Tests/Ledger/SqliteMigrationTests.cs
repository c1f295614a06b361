using Microsoft.Data.Sqlite;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>What an older embedded database goes through when it is opened.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sms-ledger-").FullName;

    [Fact]
    public async Task People_and_their_lists_outlive_the_change_of_their_table()
    {
        MakeOldDatabase();
        await using var harness = await LedgerHarness.StartAsync(new Dictionary<string, string?> { ["Data:Directory"] = folder });

        var person = await harness.Profiles.ReadAsync(LedgerFacts.Person(1));
        Assert.Equal(
            ("+15550000001", "ann@example.com", """{"first_name":"Ann"}""", SmsConsent.Subscribed, 3L, 2),
            (person!.Phone, person.Email, person.Attributes, person.Consent, person.Revision, person.StreamVersion));
        Assert.Equal("Import", person.ConsentMethod);
        Assert.Equal(1, await harness.Profiles.CountListAsync(new ListId("01JDAAAAAAAAAAAAAAAAAAAAAA")));

        var again = await harness.Profiles.WriteAsync(new ProfileWriteSet(ProfileWriteMode.Upsert, [LedgerFacts.Row(1), LedgerFacts.Row(2)], TimeProvider.System.GetUtcNow()));
        Assert.Equal([false, true], again.Select(row => row.Created));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The first schema as it was, with one person in it.</summary>
    private void MakeOldDatabase()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "ledger.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Join(';', Sql.Read("Ledger/Sqlite/migrations_lock.sql").TrimEnd().TrimEnd(';'), Sql.Read("Ledger/Sqlite/Migrations/0001_ledger.sql"))
            + """
            insert into schema_migration values (1, '0001_ledger.sql', 0);
            insert into subscriber values (@id, '+15550000001', 'US', 'ann@example.com', null, '{"first_name":"Ann"}', 1, 1700000000000, 'Import', null, 1700000000000, 1700000000000, 3, 2);
            insert into list_member values ('01JDAAAAAAAAAAAAAAAAAAAAAA', @id, 1700000000000);
            """;
        command.Parameters.AddWithValue("@id", LedgerFacts.Person(1).Value);
        command.ExecuteNonQuery();
    }
}
