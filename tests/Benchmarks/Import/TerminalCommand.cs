using System.Diagnostics;

namespace Sms.Benchmarks;

/// <summary>What a terminal command said, how it ended and what it took.</summary>
/// <param name="PeakMegabytes">Most resident memory, looked up ten times a second until it ended.</param>
internal sealed record CommandRun(int ExitCode, string Output, TimeSpan Took, double PeakMegabytes);

/// <summary>The product's own terminal commands, run as their users do: in a process of their own.</summary>
internal static class TerminalCommand
{
    public static async Task<CommandRun> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Terminal.Cli).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        var peak = 0.0;
        while (await Task.WhenAny(ended, Task.Delay(100)) != ended) peak = PeakMemory.TryRead(process.Id) ?? peak;
        await ended;
        return new CommandRun(process.ExitCode, await output + await errors, Stopwatch.GetElapsedTime(started), peak);
    }
}
