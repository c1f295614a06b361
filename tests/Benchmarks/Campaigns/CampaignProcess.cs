using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Sms.Benchmarks;

/// <summary>A plan carried out in a process of its own, whose memory and caches are nobody else's.</summary>
internal static class CampaignProcess
{
    public const string Command = "campaign-process";

    private const string Answer = "cost ";

    public static async Task<CampaignCost> MeasureAsync(CampaignPlan plan, BenchOptions options)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(CampaignProcess).Assembly.Location, Command, JsonSerializer.Serialize(plan), "--db", options.Database, .. options.Settings])
        {
            RedirectStandardOutput = true,
        };
        // The collector as the product's own executables set it.
        start.Environment["DOTNET_GCGen0MaxBudget"] = "2000000";
        start.Environment["DOTNET_GCRetainVM"] = "1";
        using var process = Process.Start(start)!;
        CampaignCost? cost = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Answer, StringComparison.Ordinal)) cost = JsonSerializer.Deserialize<CampaignCost>(line.AsSpan(Answer.Length));
            else Console.WriteLine(line);
        }
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && cost is not null ? cost : throw new WrongResultException($"The campaign to {plan.Messages} ended with {process.ExitCode}");
    }

    /// <summary>The other end.</summary>
    public static async Task RunAsync(string plan, BenchOptions options)
    {
        await using var host = await BenchHost.StartAsync(options);
        Console.WriteLine(Answer + JsonSerializer.Serialize(await RunAsync(host, JsonSerializer.Deserialize<CampaignPlan>(plan)!)));
    }

    private static async Task<CampaignCost> RunAsync(BenchHost host, CampaignPlan plan)
    {
        var population = new Population(host);
        await CoreCampaign.SendAsync(host, await population.ImportListAsync(plan.WarmUp), plan.WarmUp);

        var people = plan.Messages * plan.Rounds + plan.Strangers;
        var started = Stopwatch.GetTimestamp();
        List<ListId> lists = [];
        var first = 0;
        if (plan.Strangers == 0)
        {
            for (var round = 0; round < plan.Rounds; round++) lists.Add(await population.ImportListAsync(plan.Messages));
        }
        else
        {
            first = await population.ImportAsync(people, list: null);
            lists.Add(await population.ChooseAsync(first, people, plan.Messages));
        }
        var imported = people / Stopwatch.GetElapsedTime(started).TotalSeconds;

        List<CampaignCost> costs = [];
        foreach (var list in lists)
        {
            var machine = MachineCpu.Read();
            var measured = await CoreCampaign.SendAsync(host, list, plan.Messages);
            costs.Add(new CampaignCost(
                measured.PerSecond, measured.CpuMicros, (MachineCpu.Read() - machine).TotalMicroseconds / plan.Messages, measured.Bytes, 0,
                host.Services.GetRequiredService<TimedAudience>().Snapshot.TotalSeconds, imported, null));
        }
        var touch = plan.Touches == 0 ? null : await ColdSubscribers.TouchAsync(host, await population.IdsAsync(Scattered(first, people, plan.Touches)));
        return costs.OrderBy(cost => cost.CpuMicros).ElementAt(costs.Count / 2) with { PeakMegabytes = PeakMemory.Read(Environment.ProcessId), Touch = touch };
    }

    /// <summary>Multiples of a prime, modulo everybody: in no order, and nobody twice.</summary>
    private static IEnumerable<int> Scattered(int first, int of, int count) => Enumerable.Range(0, count).Select(i => first + (int)(i * 7_368_787L % of));
}
