using System.Diagnostics;

namespace Sms.Benchmarks;

/// <summary><see cref="AcceptOnlyServer"/> in a process of its own, which ends with this one.</summary>
internal sealed class AcceptOnlyProcess : IAsyncDisposable
{
    private AcceptOnlyProcess(Process process, Uri url) => (Process, Url) = (process, url);

    public Process Process { get; }

    public Uri Url { get; }

    public static async Task<AcceptOnlyProcess> StartAsync(string token)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(AcceptOnlyProcess).Assembly.Location, "accept-only", token])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("http://", StringComparison.Ordinal)) return new AcceptOnlyProcess(process, new Uri(line));
        throw new InvalidOperationException($"The accept-only endpoint ended with {process.ExitCode}");
    }

    public async ValueTask DisposeAsync()
    {
        Process.StandardInput.Close();
        await Process.WaitForExitAsync();
        Process.Dispose();
    }
}
