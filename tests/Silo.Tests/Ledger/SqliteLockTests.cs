using Microsoft.Data.Sqlite;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>Somebody else writes to the embedded database's file.</summary>
public sealed class SqliteLockTests(SqliteFixture database) : IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task The_writer_waits_for_a_lock_that_is_given_up_in_time()
    {
        var set = new ProfileWriteSet(ProfileWriteMode.Upsert, [LedgerFacts.Row(1)], TimeProvider.System.GetUtcNow());
        using var shell = new SqliteConnection($"Data Source={Path.Combine(database.Settings["Data:Directory"]!, "ledger.db")};Pooling=False");
        shell.Open();
        Run("begin immediate");
        var write = database.Harness.Profiles.WriteAsync(set);

        await Assert.ThrowsAsync<TimeoutException>(() => write.WaitAsync(TimeSpan.FromMilliseconds(300)));
        Run("rollback");

        Assert.True((await write).Single().Created);

        void Run(string text)
        {
            using var command = shell.CreateCommand();
            command.CommandText = text;
            command.ExecuteNonQuery();
        }
    }
}
