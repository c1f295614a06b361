using System.Globalization;

namespace Sms;

/// <summary>A campaign and where its messages stand.</summary>
internal sealed record CampaignFunnel(Campaign Campaign, CampaignTotals Totals)
{
    /// <summary>Still moving by itself: worth a look at every beat. The rest is looked at now and then, for receipts that come late.</summary>
    public bool IsMoving =>
        Campaign.Status is CampaignStatus.Preparing or CampaignStatus.Sending || Totals.InFlight > 0 || Totals.SubmitUnknown > 0;

    /// <summary>Of the messages sent, the share that arrived. Cut, not rounded: 100% means every one.</summary>
    public static string Rate(long received, long sent) => sent == 0 ? "–"
        : received >= sent ? "100%"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(received * 1000m / sent) / 10:0.0}%");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
