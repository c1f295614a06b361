using System.Text.Json;

namespace Sms;

/// <summary>The event that says a campaign's figures differ. It names no source: it must never be counted among what it is about.</summary>
internal static class AuditAlert
{
    private const string Differences = "Differences";

    public static LedgerEvent Of(Campaign campaign, IReadOnlyList<string> differences, int version, DateTimeOffset at) => new()
    {
        Id = EventIds.At(at),
        Stream = StreamId.OfAlerts(campaign.Id),
        Version = version,
        Metric = Metric.AuditAlert,
        At = at,
        // Nobody's.
        Subscriber = new SubscriberId(""),
        Detail = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["Campaign Id"] = campaign.Id.Value,
            ["Campaign Name"] = campaign.Definition.Name,
            [Differences] = differences,
        }),
    };

    public static IReadOnlyList<string> Read(LedgerEvent alert)
    {
        using var json = JsonDocument.Parse(alert.Detail!);
        return [.. json.RootElement.GetProperty(Differences).EnumerateArray().Select(line => line.GetString()!)];
    }
}
