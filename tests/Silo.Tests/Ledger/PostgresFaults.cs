using Npgsql;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>What PostgreSQL itself can do to a writer.</summary>
public sealed class Postgres_faults(PostgresFixture database) : IClassFixture<PostgresFixture>
{
    private readonly LedgerFacts facts = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Backends_killed_under_load_lose_nothing_and_count_nothing_twice()
    {
        const int Messages = 2_000;
        await database.Harness.Ledger.CommitAsync(facts.Entry(Messages, 1, Metric.Submitting));
        var load = Task.WhenAll(Enumerable.Range(0, Messages).Select(async ordinal =>
        {
            await database.Harness.Ledger.CommitAsync(facts.Entry(ordinal, 1, Metric.Submitting));
            await database.Harness.Ledger.CommitAsync(facts.Entry(ordinal, 2, Metric.RelayedSms, Metric.ReceivedSms));
        }));
        var killed = 0;
        await using (var connection = new NpgsqlConnection(database.Settings["Cluster:ConnectionString"] + ";Pooling=false;Application Name=killer"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var kill = new NpgsqlCommand(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'sms-ledger' and datname = current_database()", connection);
            for (var round = 0; round < 5; round++)
            {
                var batches = database.Harness.Instruments.Batches;
                killed += (int)(long)(await kill.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
                // Not by yielding: a thread that is never idle keeps the pool from seeing that answers wait for one.
                while (database.Harness.Instruments.Batches == batches && !load.IsCompleted) await Task.Delay(1, TestContext.Current.CancellationToken);
            }
        }
        await load;

        Assert.True(killed > 0);
        Assert.Equal(Messages, (await database.Harness.Reports.SumSeriesAsync(facts.Source))[Metric.ReceivedSms]);
        Assert.Equal(Messages, (await database.Harness.Reports.RecountAsync(facts.Source, facts.Born))[Metric.RelayedSms]);
        Assert.Equal(Messages + 1, (await database.Harness.Reports.ReadTotalsAsync(facts.Source)).Where(total => total.Metric == Metric.Submitting).Sum(total => total.Count));
    }
}
