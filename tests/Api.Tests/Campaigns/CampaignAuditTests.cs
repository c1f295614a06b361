using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Sms;

public sealed class CampaignAuditTests
{
    private static readonly CampaignId Campaign = new("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_audit_says_when_the_product_last_audited_unasked_and_whether_something_differed()
    {
        Assert.Equal((null, null), await ReadAsync(null));
        Assert.Equal((Noon, false), await ReadAsync(new SelfAudit(Noon, [])));
        Assert.Equal((Noon, true), await ReadAsync(new SelfAudit(Noon, ["Received SMS: totals say 3, the events 2"])));
    }

    [Fact]
    public async Task Alerts_are_events_that_belong_to_nobody_and_can_be_asked_for()
    {
        await using var app = await GatewayApp.StartAsync();
        var metrics = DispatchProxy.Create<IMetricsGrain, Alerted>();
        app.Grains.Put("0", metrics);
        var (status, page, _) = await app.GetAsync($"/api/events?filter=equals(metric_id,\"{Metric.AuditAlert.PublicId()}\")&include=metric,profile");
        Assert.Equal(200, status);

        var alert = Assert.Single(page!["data"]!.AsArray())!;
        Assert.Equal(Campaign.Value, (string?)alert["attributes"]!["event_properties"]!["Campaign Id"]);
        Assert.Equal("Received SMS: totals say 3, the events 2", (string?)alert["attributes"]!["event_properties"]!["Differences"]![0]);
        Assert.Null(alert["relationships"]!["profile"]!["data"]);
        Assert.Equal("Audit Alert", (string?)Assert.Single(page["included"]!.AsArray())!["attributes"]!["name"]);
    }

    private static async Task<(DateTimeOffset? At, bool? Differed)> ReadAsync(SelfAudit? unasked)
    {
        await using var app = await GatewayApp.StartAsync();
        var campaign = DispatchProxy.Create<ICampaignGrain, Audited>();
        var audit = DispatchProxy.Create<ICampaignAuditGrain, Unasked>();
        ((Unasked)audit).Last = unasked;
        app.Grains.Put("campaign/" + Campaign.Value, campaign);
        app.Grains.Put("campaign-audit/" + Campaign.Value, audit);
        var (status, answer, _) = await app.GetAsync($"/api/campaigns/{Campaign.Value}/audit");
        Assert.Equal(200, status);
        JsonNode attributes = answer!["data"]!["attributes"]!;
        Assert.Empty(attributes["differences"]!.AsArray());
        return ((DateTimeOffset?)attributes["self_audited_at"], (bool?)attributes["self_audit_differed"]);
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class Audited : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name == nameof(ICampaignGrain.AuditAsync)
            ? Task.FromResult<CampaignAudit?>(new CampaignAudit(new CampaignTotals(), Noon, []))
            : throw new NotSupportedException(targetMethod?.Name);
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class Unasked : DispatchProxy
    {
        public SelfAudit? Last { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name == nameof(ICampaignAuditGrain.GetAsync)
            ? Task.FromResult(Last)
            : throw new NotSupportedException(targetMethod?.Name);
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class Alerted : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => (targetMethod?.Name, args) switch
        {
            (nameof(IMetricsGrain.QueryEventsAsync), [EventQuery { Metric: Metric.AuditAlert }]) => Task.FromResult(new EventPage(
                [
                    new RecordedEvent
                    {
                        Id = Guid.CreateVersion7(Noon),
                        Metric = Metric.AuditAlert,
                        At = Noon,
                        Subscriber = new SubscriberId(""),
                        Detail = $$"""{"Campaign Id":"{{Campaign.Value}}","Differences":["Received SMS: totals say 3, the events 2"]}""",
                    },
                ], false)),
            var (other, _) => throw new NotSupportedException(other),
        };
    }
}
