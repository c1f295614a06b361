using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Sms.Testing;

/// <summary>
/// The product as its users run it: the Api's own executable as a child process with a data folder and ports of its own. It can be killed
/// outright and started again on the same data.
/// </summary>
public sealed class EmbeddedApp : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> settings;
    private readonly StringBuilder output = new();
    private Process? process;

    private EmbeddedApp(string folder, Dictionary<string, string> settings)
    {
        Folder = folder;
        this.settings = settings;
        Gateway = new Uri(settings.GetValueOrDefault("urls") ?? settings["Gateway:PublicUrl"]);
        Sandbox = new Uri(settings["Sandbox:Url"]);
        Http = new HttpClient { BaseAddress = Gateway, Timeout = TimeSpan.FromSeconds(60) };
    }

    public string Folder { get; }

    public Uri Gateway { get; }

    public Uri Sandbox { get; }

    /// <summary>Speaks to the gateway with the deployment's API key.</summary>
    public HttpClient Http { get; }

    public string ApiKey => settings.GetValueOrDefault("Gateway:ApiKeys") ?? File.ReadAllText(Path.Combine(Folder, "api-key")).Trim();

    public int ProcessId => process!.Id;

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>Starts the product; <paramref name="more"/> is configuration by its usual names.</summary>
    public static async Task<EmbeddedApp> StartAsync(params (string Key, string Value)[] more)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("received-sms-").FullName;
        var settings = new Dictionary<string, string>
        {
            ["Data:Directory"] = folder,
            ["Gateway:PublicUrl"] = $"http://127.0.0.1:{FreePort()}",
            ["Sandbox:Url"] = $"http://127.0.0.1:{FreePort()}",
        };
        foreach (var (key, value) in more) settings[key] = value;
        var app = new EmbeddedApp(folder, settings);
        await app.StartAsync();
        return app;
    }

    /// <summary>Starts the process (again, on the same data) and waits until it says it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.ArgumentList.Add(typeof(Terminal.Cli).Assembly.Location);
        foreach (var (key, value) in settings) start.ArgumentList.Add($"--{key}={value}");
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await UntilReadyAsync();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Klaviyo-API-Key", ApiKey);
    }

    /// <summary>SIGKILL: no shutdown code runs.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: the process stands still in mid-instruction, its connections open.</summary>
    public void Pause() => ProcessSignals.Pause(process!.Id);

    /// <summary>SIGCONT: it goes on as if no time had passed.</summary>
    public void Resume() => ProcessSignals.Resume(process!.Id);

    /// <summary>Memory that is really in use, from /proc.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{process!.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>SIGTERM, as a service manager stops it; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!process!.HasExited) ProcessSignals.Terminate(process.Id);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public async Task<JsonObject> GetAsync(string path) => await ReadAsync(await Http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute)));

    public async Task<JsonObject> PostAsync(string path, JsonNode body) =>
        await ReadAsync(await Http.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json")));

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await KillAsync();
        process?.Dispose();
        Http.Dispose();
        System.IO.Directory.Delete(Folder, recursive: true);
    }

    public static int FreePort() => Sms.FreePort.On(IPAddress.Loopback);

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}: {text}", inner: null, answer.StatusCode);
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    private async Task UntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(StartWithin);
        while (true)
        {
            if (process!.HasExited) throw new InvalidOperationException($"The product ended with {process.ExitCode}:\n{Output}");
            try
            {
                using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"The product was not ready within {StartWithin}:\n{Output}");
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
    }
}
