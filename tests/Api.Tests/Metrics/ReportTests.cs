namespace Sms;

public sealed class ReportTests
{
    private static readonly CampaignId Campaign = new("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    private static readonly FlowId Flow = new("01ARZ3NDEKTSV4RRFFQ69G5FAW");

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
    public async Task Flows_are_reported_by_message_and_a_series_has_a_value_for_each_slot()
    {
        await using var app = await StartAsync();
        var (status, body, _) = await app.PostAsync("/api/flow-values-reports", FlowReport("flow-values-report", null, null, ["delivered", "delivery_rate", "skipped", "message_segment_count_sum"]));
        Assert.Equal(200, status);
        var rows = body!["data"]!["attributes"]!["results"]!.AsArray();
        Assert.Equal(["first", "second"], rows.Select(row => (string?)row!["groupings"]!["flow_message_id"]));
        Assert.Equal("""{"delivered":2,"delivery_rate":0.5,"skipped":0,"message_segment_count_sum":4}""", rows[0]!["statistics"]!.ToJsonString());
        Assert.Equal(["first", "second"], body["data"]!["relationships"]!["flow-messages"]!["data"]!.AsArray().Select(one => (string?)one!["id"]));

        (_, body, _) = await app.PostAsync("/api/flow-values-reports", FlowReport("flow-values-report", null, ["flow_name"], ["delivered", "recipients"]));
        var whole = Assert.Single(body!["data"]!["attributes"]!["results"]!.AsArray())!;
        Assert.Equal("""{"groupings":{"flow_name":"Welcome"},"statistics":{"delivered":3,"recipients":6}}""", whole.ToJsonString());

        (_, body, _) = await app.PostAsync("/api/flow-series-reports", FlowReport("flow-series-report", "daily", ["flow_id"], ["delivered", "delivery_rate"]));
        Assert.Equal(["2026-11-22T00:00:00+00:00", "2026-11-23T00:00:00+00:00"], body!["data"]!["attributes"]!["date_times"]!.AsArray().Select(at => (string?)at));
        Assert.Equal("""{"delivered":[2,1],"delivery_rate":[0.5,1]}""", body["data"]!["attributes"]!["results"]![0]!["statistics"]!.ToJsonString());

        (_, body, _) = await app.PostAsync("/api/flow-values-reports", FlowReport("flow-values-report", null, null, ["delivered"], ",equals(flow_message_id,\"second\")"));
        Assert.Equal(1, (int?)Assert.Single(body!["data"]!["attributes"]!["results"]!.AsArray())!["statistics"]!["delivered"]);
    }

    [Theory]
    [InlineData("flow-values-report", "daily", "flow_id", "2026-11-24", "/data/attributes/interval")]
    [InlineData("flow-series-report", null, "flow_id", "2026-11-24", "/data/attributes/interval")]
    [InlineData("flow-series-report", "yearly", "flow_id", "2026-11-24", "/data/attributes/interval")]
    [InlineData("flow-series-report", "hourly", "flow_id", "2026-11-30", "/data/attributes/timeframe")]
    [InlineData("flow-series-report", "daily", "tag_id", "2026-11-24", "/data/attributes/group_by/0")]
    [InlineData("flow-values-report", null, "flow_id", "2026-11-21", "/data/attributes/timeframe/end")]
    public async Task What_a_report_of_flows_cannot_have_is_named(string type, string? interval, string group, string end, string place)
    {
        await using var app = await StartAsync();
        var (status, body, _) = await app.PostAsync($"/api/{type}s", FlowReport(type, interval, [group], ["delivered"], end: end));
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

    private static object FlowReport(string type, string? interval, string[]? group_by, string[] statistics, string filter = "", string end = "2026-11-24") => new
    {
        data = new
        {
            type,
            attributes = new
            {
                statistics,
                timeframe = new { start = "2026-11-22", end },
                interval,
                conversion_metric_id = Metric.ClickedSms.PublicId(),
                group_by,
                filter = $"and(equals(flow_id,\"{Flow.Value}\"),equals(send_channel,\"sms\"){filter})",
            },
        },
    };

    private static object Aggregate(string[] by, string filter) => new
    {
        data = new { type = "metric-aggregate", attributes = new { metric_id = Metric.FailedToDeliverSms.PublicId(), measurements = new[] { "count" }, by, filter = new[] { filter } } },
    };

    private static async Task<GatewayApp> StartAsync()
    {
        var app = await GatewayApp.StartAsync();
        app.Grains.Put<IMetricsGrain>("0", new KnownMetrics());
        app.Grains.Put<IFlowGrain>("flow/" + Flow.Value, new KnownFlow(Flow));
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

        public Task<FlowValuesResult> FlowValuesAsync(FlowValuesQuery query)
        {
            Assert.Equal([Flow], query.Flows ?? []);
            IReadOnlyList<DateTimeOffset> slots = query.Interval is null ? [query.From] : [query.From, query.From.AddDays(1)];
            return Task.FromResult(new FlowValuesResult(slots,
            [
                new FlowValues(Flow, 0, 0, new CampaignTotals { Targeted = 4, Submitted = 4, Relayed = 4, Received = 2 }, 4),
                new FlowValues(Flow, 2, slots.Count - 1, new CampaignTotals { Targeted = 2, Skipped = 1, Submitted = 1, Relayed = 1, Received = 1 }, 2),
            ]));
        }

        public Task<EventPage> QueryEventsAsync(EventQuery query) => throw new NotSupportedException();
        public Task<RecordedEvent?> GetEventAsync(Guid id) => throw new NotSupportedException();
        public Task<DecisionPage> DecisionsAsync(DecisionQuery query) => throw new NotSupportedException();
        public Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAsync(int size) => throw new NotSupportedException();
        public Task<IReadOnlyList<ParkedReceipt>> ParkedReceiptsAfterAsync(ParkedPlace place, int size) => throw new NotSupportedException();
    }
}
