using System.Globalization;

namespace Sms;

/// <summary>One campaign in the list; without a view the blank that the script fills for campaigns that come while the page is open.</summary>
internal static class CampaignRow
{
    public static Html Render(FunnelView? view) => $"""
        <li class="campaign" data-id="{view?.Id}" data-status="{view?.Status}">
          <div class="head">
            <h3><bdi data-slot="name">{view?.Name}</bdi></h3>
            <span class="badge" data-slot="statusText">{view?.StatusText}</span>
            <p class="when"><span data-slot="when">{view?.When}</span> <time data-slot="at" datetime="{view?.At}">{Utc(view?.At)}</time><span class="aside" data-slot="note">{view?.Note}</span></p>
            <p class="rate"><strong data-slot="rate">{view?.Rate}</strong> <span>received of sent</span></p>
          </div>
          <svg class="bar" role="img" width="100%" height="12" aria-label="{view?.Summary}">{FunnelFigure.Segments.Select(figure => Segment(figure, view))}</svg>
          <dl class="figures">{FunnelFigure.All.Select(figure => Figure(figure, view))}</dl>
        </li>
        """;

    private static Html Segment(FunnelFigure figure, FunnelView? view)
    {
        var place = view?.Bar[figure.Key] ?? [0, 0];
        return $"""<rect class="{figure.Key}" data-bar="{figure.Key}" x="{Percent(place[0])}" width="{Percent(place[1])}" height="100%"/>""";
    }

    private static Html Figure(FunnelFigure figure, FunnelView? view)
    {
        var count = view?.Figures[figure.Key] ?? "0";
        Html optional = figure.Always ? Html.None : $" data-optional";
        Html hidden = !figure.Always && count == "0" ? $" hidden" : Html.None;
        return $"""<div class="{figure.Key}" title="{figure.Hint}"{optional}{hidden}><dt>{figure.Label}</dt><dd data-figure="{figure.Key}">{count}</dd></div>""";
    }

    private static string Percent(double value) => value.ToString("0.###", CultureInfo.InvariantCulture) + "%";

    /// <summary>Without a script times are in UTC, and say so; with one they are the viewer's.</summary>
    private static string Utc(string? instant) => instant is null
        ? ""
        : DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
