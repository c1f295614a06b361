using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>
/// The ledger alone: many callers at once, three entries per stream (intent, accepted, received), realistic columns. Prints event rows and messages per
/// second, rows per batch, CPU and bytes allocated per message (this process), and CPU of everything on the machine.
/// </summary>
internal static class LedgerBenchmark
{
    /// <summary>Arguments: <c>[postgres|sqlite|both] [messages] [callers] [writers]</c>.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var database = args.ElementAtOrDefault(0) ?? "both";
        var messages = int.Parse(args.ElementAtOrDefault(1) ?? "100000", System.Globalization.CultureInfo.InvariantCulture);
        var callers = int.Parse(args.ElementAtOrDefault(2) ?? "2000", System.Globalization.CultureInfo.InvariantCulture);
        var writers = args.ElementAtOrDefault(3) ?? "2";
        if (database is "postgres" or "both")
        {
            await using var server = await PostgresServer.StartAsync();
            await RunAsync("PostgreSQL", messages, callers, new() { ["Cluster:ConnectionString"] = await server.CreateDatabaseAsync(), ["Ledger:Writers"] = writers });
        }
        if (database is "sqlite" or "both")
        {
            var folder = Directory.CreateTempSubdirectory("sms-ledger-").FullName;
            await RunAsync("SQLite", messages, callers, new() { ["Data:Directory"] = folder });
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    private static async Task RunAsync(string name, int messages, int callers, Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection().AddLogging().AddLedger(configuration).BuildServiceProvider();
        var startup = services.GetServices<IHostedService>().OfType<LedgerStartup>().Single();
        await startup.StartAsync(CancellationToken.None);
        var ledger = services.GetRequiredService<ILedger>();
        var instruments = services.GetRequiredService<LedgerInstruments>();

        await CommitLivesAsync(ledger, new LedgerLives(), messages / 5, callers);
        for (var round = 1; round <= 3; round++)
        {
            var (rows, batches) = (instruments.Rows, instruments.Batches);
            var cpu = Environment.CpuUsage.TotalTime;
            var machine = MachineCpu.Read();
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var clock = Stopwatch.StartNew();
            await CommitLivesAsync(ledger, new LedgerLives(), messages, callers);
            var seconds = clock.Elapsed.TotalSeconds;
            rows = instruments.Rows - rows;
            batches = instruments.Batches - batches;
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-10} round {round}: {rows / seconds,9:N0} rows/s {messages / seconds,8:N0} messages/s  {rows / (double)batches,6:N0} rows/batch  {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / messages,6:N1} us CPU/message here, {(MachineCpu.Read() - machine).TotalMicroseconds / messages,6:N1} on the machine  {(GC.GetTotalAllocatedBytes(precise: true) - bytes) / messages,6:N0} B/message"));
        }
        await startup.StopAsync(CancellationToken.None);
    }

    private static Task CommitLivesAsync(ILedger ledger, LedgerLives lives, int messages, int callers)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var ordinal && ordinal < messages)
            {
                foreach (var entry in lives.Of(ordinal)) await ledger.CommitAsync(entry);
            }
        })));
    }
}
