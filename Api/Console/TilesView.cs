namespace Sms;

/// <summary>The figures on top: sums over the campaigns shown.</summary>
internal sealed record TilesView(string Received, string Rate, string InFlight, string Failed)
{
    public static TilesView Of(IReadOnlyList<Funnel> funnels)
    {
        var received = funnels.Sum(funnel => funnel.Totals.Received);
        return new TilesView(
            Funnel.Count(received), Funnel.Rate(received, funnels.Sum(funnel => funnel.Totals.Relayed)),
            Funnel.Count(funnels.Sum(funnel => funnel.Totals.InFlight)), Funnel.Count(funnels.Sum(funnel => funnel.Totals.Failed)));
    }
}
