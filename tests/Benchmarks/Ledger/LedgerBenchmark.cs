using System.Diagnostics;
using System.Globalization;
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
    public static Task<IReadOnlyList<Figure>> RunAsync(string[] args) => MeasureAsync(
        args.ElementAtOrDefault(0) ?? "both",
        int.Parse(args.ElementAtOrDefault(1) ?? "100000", CultureInfo.InvariantCulture),
        int.Parse(args.ElementAtOrDefault(2) ?? "2000", CultureInfo.InvariantCulture),
        args.ElementAtOrDefault(3) ?? "2");

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(string database, int messages, int callers, string writers, int rounds = 3)
    {
        List<Figure> figures = [];
        if (database is "postgres" or "both")
        {
            await using var server = await PostgresServer.StartAsync();
            Dictionary<string, string?> settings = new() { ["Cluster:ConnectionString"] = await server.CreateDatabaseAsync(), ["Ledger:Writers"] = writers };
            figures.Add(await RunAsync("postgres", messages, callers, rounds, settings));
        }
        if (database is "sqlite" or "both")
        {
            var folder = Directory.CreateTempSubdirectory("sms-ledger-").FullName;
            figures.Add(await RunAsync("sqlite", messages, callers, rounds, new() { ["Data:Directory"] = folder }));
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
        return figures;
    }

    private static async Task<Figure> RunAsync(string name, int messages, int callers, int rounds, Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection().AddLogging().AddLedger(configuration).BuildServiceProvider();
        var startup = services.GetServices<IHostedService>().OfType<LedgerStartup>().Single();
        await startup.StartAsync(CancellationToken.None);
        var ledger = services.GetRequiredService<ILedger>();
        var instruments = services.GetRequiredService<LedgerInstruments>();

        await CommitLivesAsync(ledger, new LedgerLives(), messages / 5, callers);
        Figure? last = null;
        for (var round = 1; round <= rounds; round++)
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
            if (rows != messages * LedgerLives.Events) throw new WrongResultException($"{rows} of {messages * LedgerLives.Events} events were inserted");
            last = new Figure("ledger", name, messages, "messages", messages / seconds, FormattableString.Invariant($"{rows / seconds:N0} rows/s, {rows / (double)batches:N0} rows a batch"));
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-10} round {round}: {rows / seconds,9:N0} rows/s {messages / seconds,8:N0} messages/s  {rows / (double)batches,6:N0} rows/batch  {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / messages,6:N1} us CPU/message here, {(MachineCpu.Read() - machine).TotalMicroseconds / messages,6:N1} on the machine  {(GC.GetTotalAllocatedBytes(precise: true) - bytes) / messages,6:N0} B/message"));
        }
        await startup.StopAsync(CancellationToken.None);
        return last!;
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
