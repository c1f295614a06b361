using System.Diagnostics;
using System.Net;
using System.Text;

namespace Sms.Testing;

/// <summary>A silo as its operators run it: the Silo's own executable as a child process, on the loopback and on ports of its own.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("silo-").FullName;
    private readonly StringBuilder output = new();
    private readonly Process process;

    private SiloProcess(SiloLaunch launch, IEnumerable<(string Key, string Value)> settings)
    {
        Ops = new HttpClient { BaseAddress = new Uri($"http://{launch.Address}:{EmbeddedApp.FreePort()}"), Timeout = TimeSpan.FromSeconds(20) };
        string[] command = [.. launch.Through, "dotnet", launch.Assembly];
        settings = [.. settings, ("Data:Directory", folder), ("urls", Ops.BaseAddress.AbsoluteUri), ("Cluster:Address", launch.Address.ToString())];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in command[1..]) start.ArgumentList.Add(argument);
        foreach (var (key, value) in settings) start.ArgumentList.Add($"--{key}={value}");
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Speaks to the ops port.</summary>
    public HttpClient Ops { get; }

    public int ProcessId => process.Id;

    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    public bool HasExited => process.HasExited;

    public static Task<SiloProcess> StartAsync(params IEnumerable<(string Key, string Value)> settings) => StartAsync(new SiloLaunch(), settings);

    /// <summary>Starts a silo and waits until it says it is ready.</summary>
    public static async Task<SiloProcess> StartAsync(SiloLaunch launch, IEnumerable<(string Key, string Value)> settings)
    {
        var silo = new SiloProcess(launch, settings);
        try
        {
            await silo.UntilReadyAsync();
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL: no shutdown code runs.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: to everybody else it looks like a machine that hangs.</summary>
    public void Pause() => ProcessSignals.Pause(process.Id);

    /// <summary>SIGCONT.</summary>
    public void Resume() => ProcessSignals.Resume(process.Id);

    /// <summary>SIGTERM, as an orchestrator stops it; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        ProcessSignals.Terminate(process.Id);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
        Ops.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task UntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(StartWithin);
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"The silo ended with {process.ExitCode}:\n{Output}");
            try
            {
                using var answer = await Ops.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"The silo was not ready within {StartWithin}:\n{Output}");
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
