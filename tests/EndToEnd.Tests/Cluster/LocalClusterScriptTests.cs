using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary><c>deploy/local-cluster</c> as people run it, small.</summary>
[Collection(FaultsCollection.Name)]
public sealed class LocalClusterScriptTests
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan CleanWithin = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task It_kills_a_silo_says_when_the_rate_is_back_and_ends_with_an_exact_audit()
    {
        using var run = new Run("--once", "--people", "4000", "--silos", "2", "--gateways", "1", "--kill-after", "5",
            "--Sandbox:AnswerDelayMin=400", "--Sandbox:AnswerDelayMax=1200", "--Sandbox:SilentRate=0");
        Assert.True(await run.EndsAsync(EndsWithin) == 0, run.Printed);
        var lines = run.Printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.StartsWith("KILLED       silo 2", StringComparison.Ordinal));
        var back = Assert.Single(lines, line => line.StartsWith("BACK         at", StringComparison.Ordinal));
        Assert.StartsWith("ours         targeted 4000, sent ", lines[^3], StringComparison.Ordinal);
        Assert.EndsWith("texted twice 0", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("EXACT", lines[^1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("        down", StringComparison.Ordinal));
        FaultScale.Print($"deploy/local-cluster, one of two silos killed: {back[13..]}");
    }

    [Fact]
    public async Task Ctrl_C_ends_every_process_it_started()
    {
        using var run = new Run("--people", "100", "--silos", "1", "--gateways", "1");
        await Until.SoAsync(() => Task.FromResult(run.Printed.Contains("campaign 1:", StringComparison.Ordinal)), EndsWithin, "the first campaign begins");
        var started = ChildrenOf(run.ProcessId);
        // PostgreSQL, the provider, a silo and a gateway at least.
        Assert.True(started.Count >= 4, $"{started.Count} processes");

        ProcessSignals.Interrupt(run.ProcessId);
        Assert.Equal(130, await run.EndsAsync(CleanWithin));
        await Until.SoAsync(() => Task.FromResult(started.All(process => !Directory.Exists($"/proc/{process}"))), CleanWithin, "all of them have ended");
    }

    [Fact]
    public async Task What_it_does_not_understand_it_says_and_starts_nothing()
    {
        using var run = new Run("--poeple", "100");
        Assert.Equal(2, await run.EndsAsync(CleanWithin));
        Assert.Contains("--people N", run.Printed, StringComparison.Ordinal);
    }

    private static List<int> ChildrenOf(int process)
    {
        var parents = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Parent: ParentOf(name!))).ToLookup(one => one.Parent, one => one.Id);
        List<int> found = [.. parents[process]];
        for (var i = 0; i < found.Count; i++) found.AddRange(parents[found[i]]);
        return found;
    }

    private static int ParentOf(string process)
    {
        try
        {
            return int.Parse(
                File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal)).AsSpan(5).Trim(), NumberStyles.None,
                CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended while it was looked at.
            return 0;
        }
    }

    /// <summary>The script over what is built already.</summary>
    private sealed class Run : IDisposable
    {
        private readonly StringBuilder printed = new();
        private readonly Process process;

        public Run(params string[] arguments)
        {
            var start = new ProcessStartInfo(Path.Combine(Repository.Root, "deploy", "local-cluster"), arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["NO_BUILD"] = "1", ["CONFIGURATION"] = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name },
            };
            process = Process.Start(start)!;
            process.OutputDataReceived += (_, line) => Note(line.Data);
            process.ErrorDataReceived += (_, line) => Note(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public int ProcessId => process.Id;

        public string Printed
        {
            get { lock (printed) return printed.ToString(); }
        }

        public async Task<int> EndsAsync(TimeSpan within)
        {
            using var patience = new CancellationTokenSource(within);
            try
            {
                await process.WaitForExitAsync(patience.Token);
                return process.ExitCode;
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It did not end: {Printed}");
            }
        }

        public void Dispose()
        {
            if (!process.HasExited) ProcessSignals.Terminate(process.Id);
            process.Dispose();
        }

        private void Note(string? line)
        {
            if (line is null) return;
            lock (printed) printed.Append(line).Append('\n');
        }
    }
}
