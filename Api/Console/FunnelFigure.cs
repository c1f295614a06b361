namespace Sms;

/// <summary>A figure of the funnel.</summary>
/// <param name="Key">In the page, the stream and the style sheet.</param>
/// <param name="Hint">What it counts, in a sentence.</param>
/// <param name="Always">Shown even when it is 0.</param>
/// <param name="Segment">A part of the bar: these add up to those targeted, less those not offered yet.</param>
internal sealed record FunnelFigure(string Key, string Label, string Hint, bool Always, bool Segment, Func<CampaignTotals, long> Of)
{
    public static IReadOnlyList<FunnelFigure> All { get; } =
    [
        new("targeted", "Targeted", "People in the audience", true, false, totals => totals.Targeted),
        new("sent", "Sent", "Taken by the provider", true, false, totals => totals.Relayed),
        new("received", "Received", "Confirmed by the handset", true, true, totals => totals.Received),
        new("inFlight", "In flight", "Sent, and no last word yet", true, true, totals => totals.InFlight),
        new("failed", "Failed", "The provider says that it did not arrive", true, true, totals => totals.Failed),
        new("skipped", "Skipped", "Not texted, for a reason: no consent, a broken template", true, true, totals => totals.Skipped),
        new("unconfirmed", "Unconfirmed", "No word came in time; a late one still counts", false, true, totals => totals.Unconfirmed),
        new("refused", "Refused", "The provider did not take it", false, true, totals => totals.Refused),
        new("unknown", "Unanswered", "Submitted, and the provider has not answered yet; never sent again blindly", false, true, totals => totals.SubmitUnknown),
        new("waiting", "Waiting", "Not offered yet", false, false, totals => totals.Deferred),
    ];

    /// <summary>In the order of the bar: who was texted, then who was not.</summary>
    public static IReadOnlyList<FunnelFigure> Segments { get; } = [.. All.Where(figure => figure.Segment).OrderBy(figure => figure.Key == "skipped")];
}
