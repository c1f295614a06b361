namespace Sms;

public class SlotEdgesTests
{
    [Fact]
    public void Days_are_cut_at_the_zones_midnight_across_the_change_to_summer_time()
    {
        var edges = SlotEdges.Of(Query("America/New_York", AggregateInterval.Day, "2026-03-07T05:00:00Z", "2026-03-10T04:00:00Z"));
        Assert.Equal(["2026-03-07T05:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", "2026-03-10T04:00:00Z"], edges.Select(Utc));
    }

    [Fact]
    public void The_first_and_last_slots_end_where_the_question_does()
    {
        var edges = SlotEdges.Of(Query("UTC", AggregateInterval.Month, "2026-01-15T10:00:00Z", "2026-03-02T00:00:00Z"));
        Assert.Equal(["2026-01-15T10:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"], edges.Select(Utc));
    }

    [Fact]
    public void Weeks_begin_on_Monday()
    {
        var edges = SlotEdges.Of(Query("UTC", AggregateInterval.Week, "2026-11-18T00:00:00Z", "2026-12-01T00:00:00Z"));
        Assert.Equal(["2026-11-18T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"], edges.Select(Utc));
    }

    [Fact]
    public void Hours_of_half_hour_zones_lie_on_the_quarter_hour_grid()
    {
        var edges = SlotEdges.Of(Query("Asia/Kolkata", AggregateInterval.Hour, "2026-11-23T00:30:00Z", "2026-11-23T03:30:00Z"));
        Assert.Equal(["2026-11-23T00:30:00Z", "2026-11-23T01:30:00Z", "2026-11-23T02:30:00Z", "2026-11-23T03:30:00Z"], edges.Select(Utc));
        Assert.All(edges, edge => Assert.True(SlotEdges.IsOnGrid(edge)));
    }

    [Fact]
    public void The_night_the_clocks_go_back_has_its_twenty_fifth_hour()
    {
        var edges = SlotEdges.Of(Query("America/New_York", AggregateInterval.Hour, "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"));
        Assert.Equal(26, edges.Count);
    }

    private static AggregateQuery Query(string zone, AggregateInterval interval, string from, string to) => new()
    {
        Metric = Metric.ReceivedSms,
        TimeZone = zone,
        Interval = interval,
        From = DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        To = DateTimeOffset.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static string Utc(DateTimeOffset edge) => edge.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
