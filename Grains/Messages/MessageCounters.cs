using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>Every "no" and every verdict as a number for the operator (meter <c>ReceivedSms</c>). Campaign figures never come from here.</summary>
internal sealed class MessageCounters
{
    public const string MeterName = "ReceivedSms";

    private readonly Counter<long> skipped;
    private readonly Counter<long> receipts;
    private readonly Counter<long> throttled;
    private readonly Counter<long> again;
    private readonly Histogram<double> settled;

    public MessageCounters(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        skipped = meter.CreateCounter<long>("sms.messages.skipped", "{message}", "Offers declined, by reason");
        receipts = meter.CreateCounter<long>("sms.receipts", "{receipt}", "Receipts taken, by outcome and status");
        throttled = meter.CreateCounter<long>("sms.submits.throttled", "{submit}", "Submits the carrier wants later");
        again = meter.CreateCounter<long>("sms.submits.again", "{submit}", "Submits made again after the provider's look-up proved the first never arrived");
        settled = meter.CreateHistogram<double>("sms.receipt.lag", "s", "From submit to the last word, by verdict");
    }

    public void Skipped(SkipReason reason) => skipped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Receipt(ReceiptOutcome outcome, DeliveryStatus status)
    {
        if (receipts.Enabled) receipts.Add(1, new("outcome", outcome), new("status", status));
    }

    public void Throttled() => throttled.Add(1);

    public void SubmittedAgain() => again.Add(1);

    public void Settled(MessageStatus status, TimeSpan lag)
    {
        if (settled.Enabled) settled.Record(lag.TotalSeconds, new KeyValuePair<string, object?>("verdict", status));
    }
}
