using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;

namespace Sms.Testing;

/// <summary>
/// A throw-away PostgreSQL on a free port of the loopback, one per test process, with a fresh database for whoever asks. It promises what production
/// promises: fsync and synchronous commit stay on. It ends, and its folder goes, with the process.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Common = new(StartCommonAsync);
    private static int databases;

    private readonly string folder;
    private Process server;

    private PostgresServer(string folder, Process server, int port) => (this.folder, this.server, Port) = (folder, server, port);

    public int Port { get; }

    /// <summary>Processor time of the server's processes that are there now; of those that have ended it knows nothing.</summary>
    public TimeSpan ProcessorTime => Children().Append(server.Id).Aggregate(TimeSpan.Zero, (sum, process) => sum + TimeOf(process));

    /// <summary>The server this process shares.</summary>
    public static Task<PostgresServer> SharedAsync() => Common.Value;

    public static async Task<PostgresServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sms-postgres-").FullName;
        if (PostgresBinaries.AsRoot) await PostgresBinaries.RunAsync("chown", "postgres", folder);
        var data = Path.Combine(folder, "data");
        await PostgresBinaries.RunAsync(PostgresBinaries.Find("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        var port = FreePort();
        var started = new PostgresServer(folder, Launch(folder, port), port);
        await started.AwaitReadyAsync();
        return started;
    }

    /// <summary>A connection string to a new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("create database " + name, connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    /// <summary>Cuts every connection at once, as a crash does; what was committed stays.</summary>
    public async Task HaltAsync()
    {
        ProcessSignals.Quit(server.Id);
        await server.WaitForExitAsync();
    }

    /// <summary>Starts again on the same data and port; <paramref name="settings"/> are PostgreSQL's own (<c>max_connections=12</c>).</summary>
    public async Task RestartAsync(params string[] settings)
    {
        server.Dispose();
        server = Launch(folder, Port, settings);
        await AwaitReadyAsync();
    }

    /// <summary>SIGSTOP to the server and all its processes: connections stay open and nothing answers.</summary>
    public void Pause() => SignalAll(ProcessSignals.Pause);

    /// <summary>SIGCONT: they go on.</summary>
    public void Resume() => SignalAll(ProcessSignals.Resume);

    /// <summary>SIGKILL to one backend: PostgreSQL takes its memory for damaged, ends all others and recovers from its log.</summary>
    public async Task KillBackendAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pid from pg_stat_activity where application_name = 'sms-ledger' order by query_start desc limit 1", connection);
        var backend = await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("The product has no backend");
        ProcessSignals.Kill((int)backend);
    }

    public async ValueTask DisposeAsync()
    {
        if (!server.HasExited)
        {
            // SIGQUIT to the postmaster: it takes its children with it, and nothing of this data is wanted any more.
            ProcessSignals.Quit(server.Id);
            await server.WaitForExitAsync();
        }
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Launch(string folder, int port, params IEnumerable<string> settings) => PostgresBinaries.Start(
        PostgresBinaries.Find("postgres"), [.. Arguments(folder, port), .. settings.SelectMany(setting => new[] { "-c", setting })]);

    private static string[] Arguments(string folder, int port) =>
    [
        "-D", Path.Combine(folder, "data"), "-k", folder, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture),
        "-c", "shared_buffers=256MB", "-c", "max_wal_size=4GB", "-c", "max_connections=200", "-c", "logging_collector=off", "-c", "log_min_messages=fatal",
    ];

    private static async Task<PostgresServer> StartCommonAsync()
    {
        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    private string ConnectionTo(string database) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}");

    private void SignalAll(Action<int> send)
    {
        // The postmaster first: it must not start a child between the two.
        foreach (var process in (int[])[server.Id, .. Children()]) send(process);
    }

    private List<int> Children() => File.ReadAllText($"/proc/{server.Id}/task/{server.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(child => int.Parse(child, CultureInfo.InvariantCulture)).ToList();

    private static TimeSpan TimeOf(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return running.TotalProcessorTime;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended since it was listed.
            return TimeSpan.Zero;
        }
    }

    private async Task AwaitReadyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionTo("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (!server.HasExited && clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                // Still starting; the server tells no other way over TCP.
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    public static int FreePort() => Sms.FreePort.On(IPAddress.Loopback);
}
