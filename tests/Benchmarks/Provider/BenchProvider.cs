using System.Diagnostics;
using System.Globalization;
using Sms.Testing;

namespace Sms.Benchmarks;

/// <summary>The provider of a benchmark, in a process of its own: <see cref="LeanProvider"/>, or the sandbox with <c>--provider sandbox</c>. Both tell their truth and latency alike.</summary>
internal sealed class BenchProvider : IAsyncDisposable
{
    private readonly SandboxProcess? sandbox;
    private readonly Process? lean;

    private BenchProvider(SandboxProcess sandbox) => (this.sandbox, Url, ProcessId) = (sandbox, sandbox.Url, sandbox.ProcessId);

    private BenchProvider(Process lean, Uri url) => (this.lean, Url, ProcessId) = (lean, url, lean.Id);

    public Uri Url { get; }

    public int ProcessId { get; }

    /// <summary>A provider that delivers everything, in two callbacks, at once.</summary>
    /// <param name="connections">For callbacks.</param>
    /// <param name="settings">The sandbox's.</param>
    public static async Task<BenchProvider> StartAsync(bool isLean, int connections, IEnumerable<(string Key, string Value)> settings)
    {
        if (isLean) return await StartLeanAsync(connections);
        // A setting that is given comes later, and wins.
        var sandbox = await SandboxProcess.StartAsync([("Sandbox:CallbackConnections", connections.ToString(CultureInfo.InvariantCulture)), .. settings]);
        await sandbox.BehaveAsync(EndToEndBenchmark.AtOnce());
        return new BenchProvider(sandbox);
    }

    public async ValueTask DisposeAsync()
    {
        if (sandbox is not null) await sandbox.DisposeAsync();
        if (lean is null) return;
        lean.StandardInput.Close();
        await lean.WaitForExitAsync();
        lean.Dispose();
    }

    private static async Task<BenchProvider> StartLeanAsync(int connections)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(BenchProvider).Assembly.Location, LeanProvider.Command, connections.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("http://", StringComparison.Ordinal)) return new BenchProvider(process, new Uri(line));
        throw new InvalidOperationException($"The provider ended with {process.ExitCode}");
    }
}
