using System.Security.Cryptography;
using System.Text;

namespace Sms;

/// <summary>Names and public ids of the metrics. Names are Klaviyo's where Klaviyo has one.</summary>
public static class Metrics
{
    private static readonly Dictionary<Metric, (string Name, string Id)> ByMetric =
        Enum.GetValues<Metric>().ToDictionary(metric => metric, metric => (NameOf(metric), IdOf(NameOf(metric))));

    private static readonly Dictionary<string, Metric> ById = ByMetric.ToDictionary(pair => pair.Value.Id, pair => pair.Key);

    /// <summary>
    /// What <c>/api/metrics</c> and <c>/api/events</c> show. The steps in between (intent, hand-over to the network, no answer, a part's report) belong to
    /// a message's trace.
    /// </summary>
    public static IReadOnlyList<Metric> Public { get; } =
        [.. Enum.GetValues<Metric>().Where(metric => metric is not (Metric.Submitting or Metric.Sent or Metric.SubmitUnknown
            or Metric.Resubmitting or Metric.PartReported or Metric.FailureExplained or Metric.InboundPart))];

    public static string Name(this Metric metric) => ByMetric[metric].Name;

    /// <summary>Six characters, the same in every deployment.</summary>
    public static string PublicId(this Metric metric) => ByMetric[metric].Id;

    public static bool TryFind(string id, out Metric metric) => ById.TryGetValue(id, out metric);

    private static string NameOf(Metric metric) => metric switch
    {
        Metric.Submitting => "Submitting",
        Metric.RelayedSms => "Relayed SMS",
        Metric.Sent => "Sent",
        Metric.ReceivedSms => "Received SMS",
        Metric.FailedToDeliverSms => "Failed to Deliver SMS",
        Metric.Unconfirmed => "Unconfirmed",
        Metric.DeliveryConflict => "Delivery Conflict",
        Metric.FailureRetracted => "Failure Retracted",
        Metric.UnconfirmedResolved => "Unconfirmed Resolved",
        Metric.Skipped => "Skipped",
        Metric.ClickedSms => "Clicked SMS",
        Metric.SentSms => "Sent SMS",
        Metric.SubscribedToSmsMarketing => "Subscribed to SMS Marketing",
        Metric.UnsubscribedFromSmsMarketing => "Unsubscribed from SMS Marketing",
        Metric.ConsentRequested => "Consent Requested",
        Metric.ReceivedAutomatedResponseSms => "Received Automated Response SMS",
        Metric.FailedToDeliverAutomatedResponseSms => "Failed to Deliver Automated Response SMS",
        Metric.SubmitUnknown => "Submit Unknown",
        Metric.RefusedSms => "Refused SMS",
        Metric.RefusalRetracted => "Refusal Retracted",
        Metric.SubmitUnconfirmed => "Submit Unconfirmed",
        Metric.Resubmitting => "Resubmitting",
        Metric.PartReported => "Part Reported",
        Metric.FailureExplained => "Failure Explained",
        Metric.AuditAlert => "Audit Alert",
        Metric.InboundPart => "Inbound Part",
        Metric.ConversationFlagged => "Conversation Flagged",
        Metric.ConversationCleared => "Conversation Cleared",
        Metric.SubscribedToSmsTransactional => "Subscribed to SMS Transactional",
        Metric.UnsubscribedFromSmsTransactional => "Unsubscribed from SMS Transactional",
        Metric.Suppressed => "Suppressed",
        Metric.SuppressionLifted => "Suppression Lifted",
        Metric.UnsubscribedFromList => "Unsubscribed from List",
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "A metric needs a name"),
    };

    private static string IdOf(string name)
    {
        const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return string.Create(6, hash, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = Alphabet[bytes[i] % Alphabet.Length];
        });
    }
}
