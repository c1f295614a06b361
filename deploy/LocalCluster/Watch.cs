using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Sms.LocalCluster;

/// <summary>One line a second of what the cluster does: from the gateways' API, the silos' ops ports and the provider's own count.</summary>
internal sealed class Watch(Machine machine, CancellationToken stop)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Longer than any pause of a campaign that goes on by itself, a silo's death included.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(120);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int lines;
    private TimeSpan? launched;

    /// <summary>Until the campaign's books are the provider's, or nothing has moved for two minutes.</summary>
    public async Task<Verdict> FollowAsync(string campaign, Func<Task<Verdict?>> judge)
    {
        using var pace = new PeriodicTimer(Pace);
        var (then, last, moved, verdict) = (clock.Elapsed, Totals.None, clock.Elapsed, (Verdict?)null);
        launched ??= then;
        lines = 0;
        while (true)
        {
            await pace.WaitForNextTickAsync(stop);
            var (totals, now) = (await TotalsAsync(campaign), clock.Elapsed);
            await PrintAsync(now, totals, totals is null ? null : totals - last, now - then);
            if (totals is null) continue;
            if (totals != last) moved = now;
            (then, last) = (now, totals);
            // An audit reads every event: it is asked for when there is nothing else to see.
            if (totals.Status != "Sent" || (totals.Relayed > totals.Received + totals.Failed && now == moved)) continue;
            verdict = await judge() ?? verdict;
            if (verdict is { IsExact: true } || (verdict is not null && now - moved > Standstill)) return verdict;
        }
    }

    /// <summary>How many messages the provider has, told by the number in its newest id.</summary>
    public async Task<long> AcceptedAsync()
    {
        var newest = (await machine.Gateways[0].GetAsync(new Uri(machine.Provider, "/sandbox/messages?size=1").AbsoluteUri))["messages"]!.AsArray();
        return newest.Count == 0 ? 0 : long.Parse(((string)newest[0]!["sid"]!).AsSpan(18), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private async Task PrintAsync(TimeSpan now, Totals? totals, Totals? more, TimeSpan during)
    {
        var silos = await Task.WhenAll(machine.Silos.Select(silo => silo.DescribeAsync(stop)));
        var lag = await machine.Gateways[0].GetAsync(new Uri(machine.Provider, "/sandbox/latency?reset=true").AbsoluteUri);
        if (lines++ % 20 == 0)
        {
            var names = string.Concat(machine.Silos.Select((_, i) => $"{$"silo {i + 1}",12}"));
            Console.WriteLine($"{"s",5}{names}{"sends/s",9}{"recv'd/s",9}{"targeted",10}{"sent",9}{"received",9}{"failed",8}{"in flight",10}   callback lag p50/p99");
        }
        var counts = totals is null
            ? "   no gateway answers yet"
            : $"{Rate(more!.Relayed)}{Rate(more.Received)}{totals.Targeted,10:N0}{totals.Relayed,9:N0}{totals.Received,9:N0}{totals.Failed,8:N0}{totals.InFlight,10:N0}";
        Console.WriteLine($"{(now - launched!.Value).TotalSeconds,5:0}{string.Concat(silos.Select(silo => $"{silo,12}"))}{counts}   {lag["p50"]}/{lag["p99"]} ms");

        string Rate(long messages) => $"{messages / during.TotalSeconds,9:N0}";
    }

    /// <summary>The first figures of the campaign's event stream; null while a silo that knows them is being replaced.</summary>
    private async Task<Totals?> TotalsAsync(string campaign)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Pace);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/campaigns/{campaign}/live");
            using var answer = await machine.Gateways[^1].Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!answer.IsSuccessStatusCode) return null;
            await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token)) return Totals.Of(JsonNode.Parse(item.Data)!);
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}

/// <summary>A campaign's figures at some moment.</summary>
internal sealed record Totals(string Status, long Targeted, long Relayed, long Received, long Failed, long InFlight)
{
    public static readonly Totals None = new("", 0, 0, 0, 0, 0);

    public static Totals Of(JsonNode live) => new(
        (string)live["status"]!, (long)live["targeted"]!, (long)live["relayed"]!, (long)live["received"]!, (long)live["failed"]!, (long)live["in_flight"]!);

    public static Totals operator -(Totals later, Totals sooner) => later with { Relayed = later.Relayed - sooner.Relayed, Received = later.Received - sooner.Received };
}
