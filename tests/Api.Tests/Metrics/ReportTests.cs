namespace Sms;

public sealed class ReportTests
{
    private static readonly CampaignId Campaign = new("01ARZ3NDEKTSV4RRFFQ69G5FAV");

    [Fact]
    public async Task Statistics_are_counts_and_fractions_of_what_was_sent()
    {
        await using var app = await StartAsync();
        var (status, body, _) = await app.PostAsync("/api/campaign-values-reports", Report("last_30_days", ["recipients", "delivered", "delivery_rate", "failed_rate", "in_flight", "clicks", "message_segment_count_sum"]));
        Assert.Equal(200, status);
        var row = Assert.Single(body!["data"]!["attributes"]!["results"]!.AsArray())!;
        Assert.Equal("""{"recipients":10,"delivered":6,"delivery_rate":0.75,"failed_rate":0.125,"in_flight":1,"clicks":0,"message_segment_count_sum":12}""", row["statistics"]!.ToJsonString());
        Assert.Equal(Campaign.Value, (string?)row["groupings"]!["campaign_id"]);
        Assert.Equal("sms", (string?)row["groupings"]!["send_channel"]);
    }

    [Theory]
    [InlineData("last_30_days", "guesses", null, "/data/attributes/statistics/0")]
    [InlineData("someday", "delivered", null, "/data/attributes/timeframe/key")]
    [InlineData("today", "delivered", "nobody", "/data/attributes/conversion_metric_id")]
    public async Task What_a_report_cannot_have_is_named(string key, string statistic, string? metric, string place)
    {
        await using var app = await StartAsync();
        var (status, body, _) = await app.PostAsync("/api/campaign-values-reports", Report(key, [statistic], metric));
        Assert.Equal(400, status);
        Assert.Equal(place, (string?)body!["errors"]![0]!["source"]!["pointer"]);
    }

    [Fact]
    public async Task An_aggregate_asks_for_each_dimension_once_and_shows_it_by_the_names_asked_for()
    {
        await using var app = await StartAsync();
        var (status, body, _) = await app.PostAsync("/api/metric-aggregates", Aggregate(["$message", "Failure Type", "Campaign Name"], "greater-or-equal(datetime,2026-11-01),less-than(datetime,2026-11-03)"));
        Assert.Equal(200, status);
        var row = Assert.Single(body!["data"]!["attributes"]!["data"]!.AsArray())!;
        Assert.Equal($$$"""{"dimensions":["{{{Campaign.Value}}}","Device Unreachable","Spring"],"measurements":{"count":[1,2]}}""", row.ToJsonString());
    }

    [Theory]
    [InlineData("Shoe Size", "greater-or-equal(datetime,2026-11-01),less-than(datetime,2026-11-03)", "/data/attributes/by/0")]
    [InlineData("Failure Type", "greater-or-equal(datetime,2026-11-01)", "/data/attributes/filter")]
    [InlineData("Failure Type", "greater-or-equal(datetime,2026-11-03),less-than(datetime,2026-11-01)", "/data/attributes/filter")]
    [InlineData("Failure Type", "equals(shoe_size,4)", "/data/attributes/filter/0")]
    public async Task What_an_aggregate_cannot_have_is_named(string by, string filter, string place)
    {
        await using var app = await StartAsync();
        var (status, body, _) = await app.PostAsync("/api/metric-aggregates", Aggregate([by], filter));
        Assert.Equal(400, status);
        Assert.Equal(place, (string?)body!["errors"]![0]!["source"]!["pointer"]);
    }

    private static object Report(string key, string[] statistics, string? metric = null) => new
    {
        data = new { type = "campaign-values-report", attributes = new { statistics, timeframe = new { key }, conversion_metric_id = metric ?? Metric.ClickedSms.PublicId() } },
    };

    private static object Aggregate(string[] by, string filter) => new
    {
        data = new { type = "metric-aggregate", attributes = new { metric_id = Metric.FailedToDeliverSms.PublicId(), measurements = new[] { "count" }, by, filter = new[] { filter } } },
    };

    private static async Task<GatewayApp> StartAsync()
    {
        var app = await GatewayApp.StartAsync();
        app.Grains.Put<IMetricsGrain>("0", new KnownMetrics());
        app.Grains.Put<ICampaignGrain>("campaign/" + Campaign.Value, new KnownCampaign(Campaign));
        return app;
    }

    private sealed class KnownMetrics : IMetricsGrain
    {
        public Task<IReadOnlyList<CampaignValues>> CampaignValuesAsync(CampaignValuesQuery query) => Task.FromResult<IReadOnlyList<CampaignValues>>(
            [new CampaignValues(Campaign, new CampaignTotals { Targeted = 10, Skipped = 1, Submitted = 9, Relayed = 8, Received = 6, Failed = 1 }, 12)]);

        public Task<AggregateResult> AggregateAsync(AggregateQuery query)
        {
            Assert.Equal([EventDimension.Source, EventDimension.FailureType], query.By);
            Assert.Equal(AggregateInterval.Day, query.Interval);
            return Task.FromResult(new AggregateResult([query.From, query.From.AddDays(1)], [new AggregateRow(["campaign/" + Campaign.Value, "Device Unreachable"], [1, 2], [], [0, 0])]));
        }

        public Task<EventPage> QueryEventsAsync(EventQuery query) => throw new NotSupportedException();
        public Task<RecordedEvent?> GetEventAsync(Guid id) => throw new NotSupportedException();
        public Task<DecisionPage> DecisionsAsync(DecisionQuery query) => throw new NotSupportedException();
        public Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAsync(int size) => throw new NotSupportedException();
        public Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAfterAsync(ParkedPlace place, int size) => throw new NotSupportedException();
    }
}
