namespace Sms.Tests;

public sealed class CampaignBooksTests
{
    private static readonly DateTimeOffset Ten = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<Metric, long> totals = new() { [Metric.Submitting] = 3, [Metric.RelayedSms] = 2 };
    private readonly Dictionary<(Metric, DateTimeOffset), long> events = new()
    {
        [(Metric.Submitting, Ten)] = 2,
        [(Metric.Submitting, Ten.AddMinutes(15))] = 1,
        [(Metric.RelayedSms, Ten.AddMinutes(15))] = 2,
    };
    private readonly Dictionary<(Metric, DateTimeOffset), long> series;
    private readonly Dictionary<Metric, long> view = Enum.GetValues<Metric>().ToDictionary(metric => metric, _ => 0L);

    public CampaignBooksTests() => series = new(events);

    private CampaignBooks Books => new(5, new SourceBooks(totals, events, series), view);

    [Fact]
    public void Books_that_agree_have_no_difference_however_far_the_view_is_behind()
    {
        Assert.Empty(Books.Differences);
        Assert.Equal((5, 2, 3, 2, 1), (Books.Recounted.Targeted, Books.Recounted.Deferred, Books.Recounted.Submitted, Books.Recounted.Relayed, Books.Recounted.SubmitUnknown));
    }

    [Fact]
    public void A_total_that_is_wrong_in_either_direction_is_one_difference_whatever_the_view_has_seen_of_it()
    {
        view[Metric.Submitting] = 3;
        totals[Metric.Submitting] = 2;
        Assert.Equal(["Submitting: totals say 2, the events 3"], Books.Differences);
        view[Metric.Submitting] = totals[Metric.Submitting] = 4;
        Assert.Equal(["Submitting: totals say 4, the events 3"], Books.Differences);
    }

    [Fact]
    public void A_count_in_the_wrong_quarter_hour_is_seen_though_the_sum_is_right()
    {
        series[(Metric.Submitting, Ten)] = 1;
        series[(Metric.Submitting, Ten.AddMinutes(30))] = 1;
        Assert.Equal(
            ["Submitting: the series at 2026-11-23 10:00Z say 1, the events 2", "Submitting: the series at 2026-11-23 10:30Z say 1, the events 0"], Books.Differences);
    }

    [Fact]
    public void Events_that_do_not_add_up_are_a_difference_even_if_all_counts_agree()
    {
        totals[Metric.ReceivedSms] = 3;
        events[(Metric.ReceivedSms, Ten)] = series[(Metric.ReceivedSms, Ten)] = 3;
        Assert.Equal(["the events do not add up: in flight would be -1"], Books.Differences);
    }

    [Fact]
    public void A_series_that_is_gone_does_not_fill_pages()
    {
        for (var i = 0; i < 200; i++) events[(Metric.ClickedSms, Ten.AddMinutes(15 * i))] = 1;
        totals[Metric.ClickedSms] = 200;
        Assert.Equal(41, Books.Differences.Count);
        Assert.Equal("and 160 more", Books.Differences[^1]);
    }
}
