using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.LocalCluster;

/// <summary>A silo, and what its ops port says.</summary>
/// <param name="port">Where the other silos reach it: its name in the dashboard's figures.</param>
internal sealed class RunningSilo(SiloProcess process, int port, string apiKey)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly AuthenticationHeaderValue key = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("local:" + apiKey)));

    public SiloProcess Process => process;

    /// <summary>Up or not, and how many grains are awake in it.</summary>
    public async Task<string> DescribeAsync(CancellationToken stop)
    {
        if (process.HasExited) return "down";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var ready = await process.Ops.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
            if (!ready.IsSuccessStatusCode) return "not ready";
            using var asked = new HttpRequestMessage(HttpMethod.Get, "/dashboard/DashboardCounters") { Headers = { Authorization = key } };
            using var answer = await process.Ops.SendAsync(asked, patience.Token);
            return answer.IsSuccessStatusCode ? Awake(JsonNode.Parse(await answer.Content.ReadAsStringAsync(patience.Token))!) : "up";
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return "busy";
        }
        catch (HttpRequestException)
        {
            return process.HasExited ? "down" : "silent";
        }
    }

    private string Awake(JsonNode counters)
    {
        var mine = counters["simpleGrainStats"]!.AsArray().Where(grains => ((string?)grains!["siloAddress"])?.Contains($":{port}", StringComparison.Ordinal) == true);
        return string.Create(CultureInfo.InvariantCulture, $"up {mine.Sum(grains => (long)grains!["activationCount"]!):N0}");
    }
}
