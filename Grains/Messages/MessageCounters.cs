using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>
/// Every "no" and every verdict as a number for the operator (meter <c>ReceivedSms</c>; docs/observability.md lists them). Campaign figures never come from here.
/// Labels are carriers and closed sets of words: what grows with people or campaigns is no label.
/// </summary>
internal sealed class MessageCounters
{
    public const string MeterName = "ReceivedSms";

    private readonly Counter<long> submits;
    private readonly Counter<long> throttled;
    private readonly Counter<long> again;
    private readonly Histogram<double> answered;
    private readonly Histogram<double> waited;
    private readonly Counter<long> skipped;
    private readonly Counter<long> deferred;
    private readonly Counter<long> quiet;
    private readonly Counter<long> receipts;
    private readonly Histogram<double> settled;

    public MessageCounters(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        submits = meter.CreateCounter<long>("sms.submits", "{submit}", "Submits, by what became of them");
        throttled = meter.CreateCounter<long>("sms.submits.throttled", "{submit}", "Submits put off, by what stood in their way");
        again = meter.CreateCounter<long>("sms.submits.again", "{submit}", "Submits made again after the provider's look-up proved the first never arrived");
        answered = meter.CreateHistogram("sms.submit.duration", "s", "How long a carrier took to answer a submit", advice: Buckets.Work);
        waited = meter.CreateHistogram("sms.submit.wait", "s", "How long a submit waited for its turn in the submit window", advice: Buckets.Work);
        skipped = meter.CreateCounter<long>("sms.messages.skipped", "{message}", "Offers declined, by reason");
        deferred = meter.CreateCounter<long>("sms.offers.deferred", "{offer}", "Offers put off, by reason");
        quiet = meter.CreateCounter<long>("sms.offers.in_quiet_hours", "{offer}", "Offers made in the recipient's quiet hours because they only warn");
        receipts = meter.CreateCounter<long>("sms.receipts", "{receipt}", "Receipts, by what they said and what they changed");
        settled = meter.CreateHistogram("sms.receipt.lag", "s", "From the submit to the last word on the message, by verdict", advice: Buckets.Waiting);
    }

    /// <summary>A counter that begins with its first event has no increase to show for it: those that alerts look at begin at nothing.</summary>
    public void Begin(IEnumerable<string> carriers)
    {
        again.Add(0);
        quiet.Add(0);
        foreach (var reason in new[] { SkipReason.QuietHours, SkipReason.FrequencyCap }) deferred.Add(0, Reason(reason));
        foreach (var reason in Enum.GetValues<SkipReason>().Where(reason => reason != SkipReason.None)) skipped.Add(0, Reason(reason));
        foreach (var carrier in carriers)
        {
            foreach (var kind in Enum.GetValues<SubmitKind>()) submits.Add(0, Carrier(carrier), new("answer", LabelOf<SubmitKind>.Name(kind)));
            foreach (var cause in Enum.GetValues<ThrottleCause>()) throttled.Add(0, Carrier(carrier), new("cause", LabelOf<ThrottleCause>.Name(cause)));
            foreach (var status in Enum.GetValues<DeliveryStatus>())
                foreach (var outcome in Enum.GetValues<ReceiptOutcome>()) Receipts(0, carrier, status, outcome);
        }
    }

    public void Submitted(string carrier, SubmitReply reply, TimeSpan took)
    {
        submits.Add(1, Carrier(carrier), new("answer", LabelOf<SubmitKind>.Name(reply.Kind)));
        if (reply.Kind == SubmitKind.Throttled) throttled.Add(1, Carrier(carrier), new("cause", LabelOf<ThrottleCause>.Name(reply.Cause)));
        else answered.Record(took.TotalSeconds, Carrier(carrier));
    }

    public void SubmittedAgain() => again.Add(1);

    public void Waited(string carrier, TimeSpan wait) => waited.Record(wait.TotalSeconds, Carrier(carrier));

    public void Skipped(SkipReason reason) => skipped.Add(1, Reason(reason));

    public void Deferred(SkipReason reason) => deferred.Add(1, Reason(reason));

    public void InQuietHours() => quiet.Add(1);

    public void Receipt(string carrier, DeliveryStatus status, ReceiptOutcome outcome) => Receipts(1, carrier, status, outcome);

    public void Settled(string carrier, MessageStatus verdict, TimeSpan lag) =>
        settled.Record(lag.TotalSeconds, Carrier(carrier), new("verdict", LabelOf<MessageStatus>.Name(verdict)));

    private void Receipts(int count, string carrier, DeliveryStatus status, ReceiptOutcome outcome) => receipts.Add(
        count, Carrier(carrier), new("status", LabelOf<DeliveryStatus>.Name(status)), new("outcome", LabelOf<ReceiptOutcome>.Name(outcome)));

    private static KeyValuePair<string, object?> Carrier(string name) => new("carrier", name);

    private static KeyValuePair<string, object?> Reason(SkipReason reason) => new("reason", reason.Label());
}
