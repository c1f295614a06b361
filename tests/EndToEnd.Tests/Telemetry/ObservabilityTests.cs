using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>What operators see of a real campaign over real processes, and what nobody may see.</summary>
public sealed partial class ObservabilityTests(ObservedCampaign seen) : IClassFixture<ObservedCampaign>
{
    [Fact]
    public async Task Metrics_are_open_on_the_ops_port_and_for_operators_at_the_gateway()
    {
        using var stranger = new HttpClient { BaseAddress = seen.Gateway.Gateway };
        foreach (var path in new[] { "/metrics", "/metrics/", "/METRICS", "/%6detrics" })
        {
            var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.DoesNotContain("kestrel", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Contains("kestrel_active_connections", await seen.ScrapeGatewayAsync(), StringComparison.Ordinal);
        Assert.Contains("sms_submits_total", await seen.ScrapeSiloAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaign_is_counted_in_metrics_as_in_its_books()
    {
        var (audit, truth) = (await seen.Books.AuditAsync(), await seen.Books.TruthAsync());
        var scrape = await seen.ScrapeSiloAsync();
        double Sum(string metric, params string[] labels) => ObservedCampaign.Sum(scrape, metric, [.. labels, "carrier=\"sandbox\""]);

        Assert.Equal(Books.Number(truth, "accepted"), Sum("sms_submits_total", "answer=\"accepted\""));
        Assert.Equal(2, Sum("sms_submits_total", "answer=\"refused\""));
        Assert.InRange(Sum("sms_submits_throttled_total", "cause=\"rate\""), 2, 10);
        Assert.Equal(Sum("sms_submits_throttled_total"), Sum("sms_submits_total", "answer=\"throttled\""));
        Assert.Equal(ObservedCampaign.Skipped, ObservedCampaign.Sum(scrape, "sms_messages_skipped_total", "reason=\"Unsubscribed\""));
        Assert.Equal(Books.Number(audit, "received"), Sum("sms_receipt_lag_seconds_count", "verdict=\"received\""));
        Assert.Equal(Books.Number(audit, "failed"), Sum("sms_receipt_lag_seconds_count", "verdict=\"failed\""));
        Assert.Equal(Books.Number(audit, "received"), Sum("sms_receipts_total", "status=\"delivered\"", "outcome=\"recorded\""));
        Assert.Equal(Sum("sms_receipts_total"), Sum("sms_callbacks_total", "verdict=\"taken\""));
        Assert.Equal(1, ObservedCampaign.Sum(scrape, "sms_waves_total", "outcome=\"done\""));
        Assert.Equal(0, ObservedCampaign.Sum(scrape, "sms_waves_running"));
        Assert.InRange(ObservedCampaign.Sum(scrape, "sms_ledger_events_total"), ObservedCampaign.People * 3, double.MaxValue);
        Assert.Equal(0, ObservedCampaign.Sum(scrape, "sms_ledger_queue"));
    }

    [Fact]
    public void The_path_of_a_message_is_one_trace_and_its_callbacks_are_linked_to_it()
    {
        var spans = seen.Collector.Spans;
        var byId = spans.ToLookup(span => span.Id);
        var submits = spans.Where(span => span.Name == "sms.submit" && span.Tags.GetValueOrDefault("sms.outcome") == "Relayed").ToList();
        Assert.NotEmpty(submits);
        foreach (var submit in submits)
        {
            var message = submit.Tags["sms.message.id"];
            var own = MessageSpans.ContextOf(new MessageId(message));
            Assert.Equal(own.TraceId.ToHexString(), submit.Trace);

            var path = spans.Where(span => span.Trace == submit.Trace).ToList();
            var offer = path.First(span => span.Name == "sms.offer");
            Assert.Equal(own.SpanId.ToHexString(), offer.Parent);
            Assert.Contains(offer.Links, link => byId[link.Span].Any(span => span.Name == "sms.wave"));
            Assert.Contains("sms.offer", Ancestors(submit, byId));
            Assert.All(path.Where(span => span.Name == "sms.carrier"), call => Assert.Equal("sms.submit", Ancestors(call, byId).First()));
            Assert.Contains(path, span => span.Name == "sms.carrier");

            var callbacks = spans.Where(span => span.Links.Contains((submit.Trace, own.SpanId.ToHexString()))).ToList();
            Assert.Contains(callbacks, span => span.Name == "sms.callback" && span.Service == "received-sms-gateway" && span.Parent is null);
            Assert.All(callbacks.Where(span => span.Name == "sms.record"), record =>
            {
                Assert.Equal("received-sms-silo", record.Service);
                Assert.Contains("sms.callback", Ancestors(record, byId));
            });
            Assert.DoesNotContain(callbacks, callback => callback.Trace == submit.Trace);
        }

        // None of them holds a whole campaign.
        Assert.All(spans.GroupBy(span => span.Trace), trace => Assert.InRange(trace.Count(), 1, ObservedCampaign.People / 2));
        Assert.True(seen.Collector.HasMetrics);
    }

    [Fact]
    public async Task No_number_and_no_text_is_in_logs_metrics_or_traces()
    {
        var texted = await Handsets.TextedAsync(seen.Gateway, seen.Books.Sandbox);
        Assert.InRange(texted.Count, ObservedCampaign.People - ObservedCampaign.Skipped - 10, ObservedCampaign.People);
        var told = new Dictionary<string, string>
        {
            ["the silo's log"] = seen.Silo.Output,
            ["the gateway's log"] = seen.Gateway.Output,
            ["the silo's metrics"] = await seen.ScrapeSiloAsync(),
            ["the gateway's metrics"] = await seen.ScrapeGatewayAsync(),
            ["what the collector got"] = string.Concat(seen.Collector.Raw.Select(Encoding.UTF8.GetString)),
        };
        // Each of them speaks of this very campaign: silence would prove nothing.
        Assert.Contains(seen.Campaign, told["the silo's log"], StringComparison.Ordinal);
        Assert.Contains("\"State\"", told["the silo's log"], StringComparison.Ordinal);
        Assert.Contains(seen.Campaign, told["what the collector got"], StringComparison.Ordinal);
        foreach (var (place, text) in told)
        {
            Assert.DoesNotContain("quartz-violet", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(ObservedCampaign.Password, text, StringComparison.Ordinal);
            foreach (var number in texted.Select(one => one.To[2..]).Append("2015550142").Append("2015550100"))
                Assert.False(text.Contains(number, StringComparison.Ordinal), $"{place} names {number}: {Around(text, number)}");
        }
    }

    [Fact]
    public async Task Every_metric_of_the_dashboard_and_of_the_alerts_is_exported()
    {
        var exported = ObservedCampaign.Names(await seen.ScrapeSiloAsync()).Concat(ObservedCampaign.Names(await seen.ScrapeGatewayAsync())).Append("up").ToHashSet();
        var deploy = Path.Combine(Repository.Root, "deploy");
        var dashboard = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(deploy, "grafana", "received-sms.json")))!;
        var drawn = Expressions(dashboard).ToList();
        var alerts = await File.ReadAllTextAsync(Path.Combine(deploy, "prometheus", "alerts.yml"));
        var watched = AlertExpression().Matches(alerts).Select(match => match.Groups[1].Value).ToList();
        Assert.InRange(drawn.Count, 20, 200);
        Assert.InRange(watched.Count, 10, 100);

        var missing = drawn.Concat(watched).SelectMany(PromQl.MetricsOf).Distinct().Where(name => !exported.Contains(name)).Order();
        Assert.Empty(missing);
        var rules = alerts.Split("- alert: ")[1..];
        Assert.Equal(watched.Count, rules.Length);
        Assert.All(rules, rule => Assert.All(new[] { "severity: ", "summary: ", "description: " }, part => Assert.Contains(part, rule, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_documentation_names_every_metric_of_ours()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "observability.md"));
        var ours = ObservedCampaign.Names(await seen.ScrapeSiloAsync()).Where(name => name.StartsWith("sms_", StringComparison.Ordinal))
            .Select(name => Suffix().Replace(name, "")).Distinct().ToList();
        Assert.InRange(ours.Count, 25, 100);
        Assert.All(ours, name => Assert.Matches($"\n\\| `{name}(_total)?` \\|", page));
    }

    [Theory]
    [InlineData("sum by (carrier) (rate(sms_submits_total{answer=\"accepted\", x=~\"a|b\"}[5m])) / on(carrier) group_left(le) some_gauge offset 5m > 0.5", "sms_submits_total some_gauge")]
    [InlineData("histogram_quantile(0.99, sum by (le) (rate(a_bucket[$__rate_interval]))) and up == 1e3", "a_bucket up")]
    public void Names_of_metrics_are_found_in_expressions(string expression, string names) => Assert.Equal(names.Split(' '), PromQl.MetricsOf(expression));

    private static IEnumerable<string> Expressions(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(part => part is { Key: "expr", Value: JsonValue text } ? [(string)text!] : Expressions(part.Value)),
        JsonArray many => many.SelectMany(Expressions),
        _ => [],
    };

    private static IEnumerable<string> Ancestors(ExportedSpan span, ILookup<string, ExportedSpan> byId)
    {
        for (var above = span.Parent; above is not null && byId[above].FirstOrDefault() is { } parent; above = parent.Parent) yield return parent.Name;
    }

    private static string Around(string text, string found)
    {
        var at = text.IndexOf(found, StringComparison.Ordinal);
        return text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)];
    }

    [GeneratedRegex(@"^\s+expr: (.+)$", RegexOptions.Multiline)]
    private static partial Regex AlertExpression();

    [GeneratedRegex("_(bucket|count|sum|total)$")]
    private static partial Regex Suffix();
}
