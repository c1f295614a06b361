using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>Debian's <c>kannel</c>, bearerbox and smsbox in a folder of their own, bound to one provider.</summary>
internal sealed class KannelGateway : IAsyncDisposable
{
    /// <summary>The provider's, of eight letters at most, as the protocol has it.</summary>
    public const string ProviderPassword = "bench-p";

    private const string User = "bench", Password = "bench-pass";
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(20);

    private readonly string folder = Directory.CreateTempSubdirectory("kannel-").FullName;
    private readonly int administration = EmbeddedApp.FreePort();
    private readonly List<Process> boxes = [];

    /// <summary>Where messages are handed over.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{EmbeddedApp.FreePort()}");

    /// <param name="database">Where it keeps the receipts it waits for, durably; null: in memory, which a crash empties.</param>
    public static async Task<KannelGateway> StartAsync(Uri provider, string? database)
    {
        var gateway = new KannelGateway();
        try
        {
            if (database is not null) await gateway.CreateTableAsync(database);
            var file = Path.Combine(gateway.folder, "kannel.conf");
            await File.WriteAllTextAsync(file, gateway.Configuration(provider, database));
            gateway.Launch("bearerbox", file);
            await gateway.UntilAsync("Status: running");
            gateway.Launch("smsbox", file);
            await gateway.UntilAsync("(online");
            await gateway.UntilAsync("smsbox:");
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>The request that hands over a message whose delivery, and nothing before it, is told to <paramref name="receipts"/>.</summary>
    public byte[] Request(string to, string text, string receipts)
    {
        var query = $"username={User}&password={Password}&from=15550009999&to={Uri.EscapeDataString(to)}&text={Uri.EscapeDataString(text)}&dlr-mask=3&dlr-url={Uri.EscapeDataString(receipts)}";
        return System.Text.Encoding.ASCII.GetBytes($"GET /cgi-bin/sendsms?{query} HTTP/1.1\r\nHost: {Url.Authority}\r\n\r\n");
    }

    /// <summary>Processor time of both boxes.</summary>
    public TimeSpan Used() => boxes.Aggregate(TimeSpan.Zero, (sum, box) => sum + ProcessorTime.Of(box.Id));

    public Process Door => boxes[^1];

    public async ValueTask DisposeAsync()
    {
        foreach (var box in Enumerable.Reverse(boxes))
        {
            box.Kill();
            await box.WaitForExitAsync();
            box.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    private string Configuration(Uri provider, string? database)
    {
        var inner = EmbeddedApp.FreePort();
        return $"""
            group = core
            admin-port = {administration}
            admin-password = {Password}
            admin-interface = 127.0.0.1
            smsbox-port = {inner}
            smsbox-interface = 127.0.0.1
            dlr-storage = {(database is null ? "internal" : "pgsql")}
            log-level = 4

            group = smsc
            smsc = smpp
            smsc-id = provider
            host = 127.0.0.1
            port = {provider.Port}
            transceiver-mode = true
            smsc-username = {SandboxAccount.SystemId}
            smsc-password = {ProviderPassword}
            system-type = ""
            max-pending-submits = 256

            group = smsbox
            smsbox-id = door
            bearerbox-host = 127.0.0.1
            sendsms-port = {Url.Port}
            sendsms-interface = 127.0.0.1
            log-level = 4

            group = sendsms-user
            username = {User}
            password = {Password}
            user-allow-ip = "127.0.0.1"
            concatenation = true
            max-messages = 10

            {(database is null ? "" : Storage(new NpgsqlConnectionStringBuilder(database)))}
            """;
    }

    private static string Storage(NpgsqlConnectionStringBuilder database) =>
        $"""
        group = pgsql-connection
        id = kept
        host = {database.Host}
        port = {database.Port.ToString(CultureInfo.InvariantCulture)}
        username = {database.Username}
        password = "{database.Password}"
        database = {database.Database}
        max-connections = 4

        group = dlr-db
        id = kept
        table = dlr
        field-smsc = smsc
        field-timestamp = ts
        field-destination = destination
        field-source = source
        field-service = service
        field-url = url
        field-mask = mask
        field-status = status
        field-boxc-id = boxc
        """;

    /// <summary>As its guide has it, and with an index, which the guide leaves to its reader.</summary>
    private async Task CreateTableAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            create table dlr (
                smsc varchar(40), ts varchar(40), destination varchar(40), source varchar(40), service varchar(40), url varchar(255), mask integer, status integer, boxc varchar(40));
            create index dlr_id on dlr (smsc, ts);
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }

    private void Launch(string box, string configuration)
    {
        try
        {
            boxes.Add(Process.Start(new ProcessStartInfo($"/usr/sbin/{box}", ["-v", "4", configuration]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!);
        }
        catch (Win32Exception)
        {
            throw new WrongResultException("Kannel is not installed: apt-get install kannel");
        }
        boxes[^1].BeginErrorReadLine();
        boxes[^1].BeginOutputReadLine();
    }

    private async Task UntilAsync(string words)
    {
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(StartWithin);
        while (true)
        {
            if (boxes[^1].HasExited) throw new WrongResultException($"Kannel's {boxes[^1].StartInfo.FileName} ended with {boxes[^1].ExitCode}");
            try
            {
                if ((await http.GetStringAsync($"http://127.0.0.1:{administration}/status.txt?password={Password}", patience.Token)).Contains(words, StringComparison.Ordinal)) return;
            }
            catch (HttpRequestException refused) when (refused.InnerException is SocketException)
            {
                // Not listening yet.
            }
            await Task.Delay(50, patience.Token);
        }
    }
}
