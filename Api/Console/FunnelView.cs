using System.Globalization;

namespace Sms;

/// <summary>
/// What the page shows of a campaign, word for word. The page is rendered from it and the live stream carries it, so the script in the
/// browser only puts texts in their places.
/// </summary>
internal sealed record FunnelView
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    /// <summary>For style sheets: a lower-case word.</summary>
    public required string Status { get; init; }
    public required string StatusText { get; init; }
    /// <summary>What happened at <see cref="At"/>: "Started", "Sent".</summary>
    public required string When { get; init; }
    /// <summary>An instant in UTC, ISO 8601.</summary>
    public required string At { get; init; }
    /// <summary>What is to say after the time; may be empty.</summary>
    public required string Note { get; init; }
    public required string Rate { get; init; }
    /// <summary>The bar in words.</summary>
    public required string Summary { get; init; }
    /// <summary>By the keys of <see cref="FunnelFigure.All"/>.</summary>
    public required Dictionary<string, string> Figures { get; init; }
    /// <summary>Start and width of each segment, in percent of the bar.</summary>
    public required Dictionary<string, double[]> Bar { get; init; }

    public static FunnelView Of(CampaignFunnel funnel)
    {
        var (campaign, totals) = funnel;
        var (status, text) = Label(campaign.Status);
        var (when, at) = Moment(campaign);
        var figures = FunnelFigure.All.ToDictionary(figure => figure.Key, figure => CampaignFunnel.Count(figure.Of(totals)));
        return new FunnelView
        {
            Id = campaign.Id.Value,
            Name = campaign.Definition.Name,
            Status = status,
            StatusText = text,
            When = when,
            At = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Note = campaign is { Status: CampaignStatus.Sent, LaunchedAt: { } start, FinishedAt: { } end } ? "sent within " + Span(end - start) : "",
            Rate = CampaignFunnel.Rate(totals.Received, totals.Relayed),
            Summary = Summarise(totals),
            Figures = figures,
            Bar = Lay(totals),
        };
    }

    /// <summary>The segments side by side, in the order of the figures. What is left of the bar has not been offered yet.</summary>
    public static Dictionary<string, double[]> Lay(CampaignTotals totals)
    {
        var bar = new Dictionary<string, double[]>();
        double start = 0;
        foreach (var figure in FunnelFigure.Segments)
        {
            var width = totals.Targeted == 0 ? 0 : 100.0 * Math.Clamp(figure.Of(totals), 0, totals.Targeted) / totals.Targeted;
            bar[figure.Key] = [Math.Round(start, 3), Math.Round(width, 3)];
            start += width;
        }

        return bar;
    }

    private static string Summarise(CampaignTotals totals)
    {
        if (totals.Targeted == 0) return "Nobody was texted yet";
        var parts = FunnelFigure.Segments.Select(figure => (figure.Label, Count: figure.Of(totals))).Where(part => part.Count != 0)
            .Select(part => $"{CampaignFunnel.Count(part.Count)} {part.Label.ToLowerInvariant()}");
        return $"Of {CampaignFunnel.Count(totals.Targeted)} people: {string.Join(", ", parts.DefaultIfEmpty("nobody was texted yet"))}";
    }

    private static (string Key, string Text) Label(CampaignStatus status) => status switch
    {
        CampaignStatus.Draft => ("draft", "Draft"),
        CampaignStatus.Scheduled => ("scheduled", "Scheduled"),
        CampaignStatus.Preparing => ("sending", "Preparing"),
        CampaignStatus.Sending => ("sending", "Sending"),
        CampaignStatus.Paused => ("paused", "Paused"),
        CampaignStatus.Sent => ("sent", "Sent"),
        CampaignStatus.Cancelled => ("cancelled", "Cancelled"),
        CampaignStatus.CancelledNoRecipients => ("cancelled", "Nobody to text"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status needs a label"),
    };

    private static (string When, DateTimeOffset At) Moment(Campaign campaign) => campaign switch
    {
        { Status: CampaignStatus.Draft } => ("Created", campaign.Created),
        { Status: CampaignStatus.Scheduled, Definition.SendAt: { } at } => ("Goes out", at),
        { Status: CampaignStatus.Cancelled or CampaignStatus.CancelledNoRecipients, FinishedAt: { } at } => ("Ended", at),
        { Status: CampaignStatus.Paused, PausedAt: { } at } => ("Paused", at),
        { LaunchedAt: { } at } => ("Started", at),
        _ => ("Created", campaign.Created),
    };

    private static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 2 } => "a second",
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Seconds}\u00a0s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}\u00a0min {span.Seconds}\u00a0s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}\u00a0h {span.Minutes}\u00a0min"),
    };
}
