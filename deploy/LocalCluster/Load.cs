using System.Diagnostics;
using Sms.Testing;

namespace Sms.LocalCluster;

/// <summary>People are imported once; then campaign follows campaign, watched line by line, each audited against the provider's own books at its end.</summary>
internal sealed class Load(Machine machine, LocalOptions options, CancellationToken stop)
{
    private const int PerRequest = 500;
    private static readonly TimeSpan BackWithin = TimeSpan.FromMinutes(2);

    private readonly DemoClient client = new(machine.Gateways[0].Gateway, machine.ApiKey);
    private readonly Watch watch = new(machine, stop);

    /// <summary>What the process returns.</summary>
    public async Task<int> RunAsync()
    {
        using var ours = client;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var list = await ImportAsync();
        var kill = options.KillAfter is { } seconds ? KillAsync(TimeSpan.FromSeconds(seconds), over.Token) : Task.CompletedTask;
        for (var number = 1; ; number++)
        {
            var campaign = await client.CreateCampaignAsync($"Campaign {number}", list, $"Hi {{{{ first_name|default:'there' }}}}, this is number {number}.", stop);
            await client.SendAsync(campaign, stop);
            Console.WriteLine($"\ncampaign {number}: {options.People:N0} people");
            var verdict = await watch.FollowAsync(campaign, () => Verdict.AskAsync(client, machine.Provider, campaign, options.People, stop));
            if (options.Once || !verdict.IsExact)
            {
                await over.CancelAsync();
                await kill;
                Console.WriteLine(verdict.Line);
                return verdict.IsExact ? 0 : 1;
            }
            Console.WriteLine(verdict.Line);
        }
    }

    private async Task<string> ImportAsync()
    {
        var clock = Stopwatch.StartNew();
        var list = await client.CreateListAsync("Newsletter", stop);
        foreach (var phones in DemoRun.Phones(options.People).Chunk(PerRequest)) await client.SubscribeAsync(list, phones, stop);
        Console.WriteLine($"imported     {options.People:N0} people who agreed to be texted, in {clock.Elapsed.TotalSeconds:0.0} s");
        return list;
    }

    /// <summary>SIGKILL to the last silo; then the time until the provider gets as many messages a second as three quarters of what it got before.</summary>
    private async Task KillAsync(TimeSpan after, CancellationToken over)
    {
        await using var throughput = new Throughput(watch.AcceptedAsync);
        var victim = machine.Silos[^1].Process;
        var window = TimeSpan.FromSeconds(Math.Clamp(after.TotalSeconds / 2, 0.5, 2));
        try
        {
            while (await watch.AcceptedAsync() == 0) await Task.Delay(100, over);
            await Task.Delay(after, over);
            var before = throughput.Over(window) ?? 0;
            await victim.KillAsync();
            Console.WriteLine($"KILLED       silo {machine.Silos.Count} (process {victim.ProcessId}, SIGKILL) at {before:0} messages a second");
            Console.WriteLine(await throughput.ReachesAsync(before * 3 / 4, window, BackWithin, over) is { } took
                ? $"BACK         at {throughput.Over(window):0} messages a second after {took.TotalSeconds:0.0} s"
                : $"BACK         not within {BackWithin.TotalSeconds:0} s");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Console.WriteLine(victim.HasExited ? "BACK         not seen: the campaign was over first" : "NOT KILLED   the campaign was over first");
        }
    }
}
