using System.Text.Json.Nodes;

namespace Sms;

/// <summary>An event as clients see it.</summary>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="EventProperties">With Klaviyo's names where Klaviyo has one.</param>
public sealed record EventAttributes(long Timestamp, JsonObject EventProperties, DateTimeOffset Datetime, string Uuid)
{
    internal static EventAttributes Of(RecordedEvent recorded, SourceNames names) =>
        new(recorded.At.ToUnixTimeSeconds(), Properties(recorded, names), recorded.At, recorded.Id.ToString());

    private static JsonObject Properties(RecordedEvent recorded, SourceNames names)
    {
        // What is particular to the metric first: our own names win over a custom event's.
        var properties = recorded.Detail is { } detail && JsonNode.Parse(detail) is JsonObject particular ? particular : [];
        var campaign = names.Campaigns.Find(recorded.Source);
        var text = names.Flows.Find(recorded.Source, recorded.Message);
        if (recorded.Source is { } source)
        {
            properties["$message"] = text?.Id ?? source.Key;
            if (source.Kind == SourceKind.Flow) properties["$flow"] = source.Key;
            properties["Message Type"] = source.Kind switch { SourceKind.Campaign => "campaign", SourceKind.Flow => "flow", _ => "conversation" };
        }
        if (recorded.SentAt is { } sent)
        {
            properties["$message_send_cohort"] = $"{recorded.Source?.Key}:{sent.ToUnixTimeSeconds()}";
            properties["Sent At"] = JsonValue.Create(sent);
        }
        Put("Campaign Name", campaign?.Definition.Name);
        Put("Message Name", campaign?.Definition.Label ?? campaign?.Definition.Name ?? text?.Name);
        Put("From Number", recorded.From);
        Put("To Phone Region", recorded.Country);
        Put("Failure Type", recorded.Failure.Label());
        Put("Vendor Code", recorded.VendorCode);
        Put("Carrier", recorded.Carrier);
        Put("Message Id", recorded.Message?.Value);
        if (recorded.Message is not null) properties["Message Format"] = "SMS";
        if (recorded.Segments > 0) properties["Segment Count"] = recorded.Segments;
        // Klaviyo's other value, 'Sent', means that no confirmation came; here such a message is never counted as received.
        if (recorded.Metric == Metric.ReceivedSms) properties["Carrier Delivery Status"] = "Delivered";
        if (recorded.ValueMicros is { } micros) properties["$value"] = micros / 1_000_000m;
        properties["$event_id"] = recorded.Id.ToString();
        return properties;

        void Put(string name, string? value)
        {
            if (value is not null) properties[name] = value;
        }
    }
}
