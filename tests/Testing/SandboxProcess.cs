using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Sms.Testing;

/// <summary>The sandbox carrier in a process of its own (<c>-- sandbox</c>): a provider that survives whatever is done to the product.</summary>
public sealed class SandboxProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
    private readonly StringBuilder output = new();
    private readonly HttpClient http;
    private readonly Process process;

    private SandboxProcess(IEnumerable<(string Key, string Value)> settings)
    {
        Url = new Uri($"http://127.0.0.1:{EmbeddedApp.FreePort()}");
        http = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(60) };
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add(typeof(Terminal.Cli).Assembly.Location);
        start.ArgumentList.Add("sandbox");
        foreach (var (key, value) in settings.Append(("Data:Directory", folder)).Append(("Sandbox:Url", Url.AbsoluteUri))) start.ArgumentList.Add($"--{key}={value}");
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url { get; }

    public int ProcessId => process.Id;

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    public static async Task<SandboxProcess> StartAsync(params IEnumerable<(string Key, string Value)> settings)
    {
        var sandbox = new SandboxProcess(settings);
        try
        {
            await sandbox.UntilListeningAsync();
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Replaces what it does to messages from now on.</summary>
    public async Task BehaveAsync(JsonObject behaviour)
    {
        using var answer = await http.PutAsJsonAsync(new Uri("/sandbox/behaviour", UriKind.Relative), behaviour);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException(await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task UntilListeningAsync()
    {
        using var patience = new CancellationTokenSource(StartWithin);
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"The sandbox ended with {process.ExitCode}:\n{Output}");
            try
            {
                using var answer = await http.GetAsync(new Uri("/sandbox/behaviour", UriKind.Relative), patience.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(50, patience.Token);
        }
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
    }
}
