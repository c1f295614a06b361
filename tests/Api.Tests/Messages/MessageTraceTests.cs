using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Sms;

public sealed class MessageTraceTests
{
    private static readonly MessageId Id = new("01ARZ3NDEKTSV4RRFFQ69G5FAV-2611-7");
    private static readonly DateTimeOffset Sent = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Events_receipts_and_decisions_stand_in_one_list_with_their_latencies()
    {
        await using var app = await GatewayApp.StartAsync();
        var message = DispatchProxy.Create<IMessageGrain, TracedMessage>();
        app.Grains.Put(Id.Value, message);
        var (status, answer, _) = await app.GetAsync("/api/messages/" + Id.Value);
        Assert.Equal(200, status);

        var attributes = answer!["data"]!["attributes"]!;
        Assert.Equal("received", (string?)attributes["status"]);
        Assert.Equal(
            [
                (0L, 0L, "event", "Submitting", null, null, null),
                (40, 40, "event", "Relayed SMS", null, null, null),
                (1_000, 1_040, "receipt", "Receipt", "recorded", "callback", "MessageStatus=delivered"),
                (0, 1_040, "event", "Received SMS", null, null, null),
                (5, 1_045, "receipt", "Receipt", "duplicate", "callback", "MessageStatus=delivered"),
                (2_000, 3_045, "receipt", "Receipt", "contradicting", "list", "list: undelivered"),
                (0, 3_045, "event", "Delivery Conflict", null, "list", null),
                (955, 4_000, "question", "Question", "unsettled", "look-up", null),
            ],
            attributes["steps"]!.AsArray().Select(step => (
                (long)step!["ms_since_previous"]!, (long)step["ms_since_first"]!, (string)step["kind"]!, (string)step["name"]!, (string?)step["decision"],
                (string?)step["source"], (string?)step["raw"])));
        Assert.Equal("30003", (string?)attributes["steps"]![6]!["vendor_code"]);
        Assert.Equal("Device Unreachable", (string?)attributes["steps"]![6]!["failure_type"]);
        Assert.Equal("absent", (string?)attributes["steps"]![7]!["reason"]);
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy derives from it.")]
    private class TracedMessage : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name == nameof(IMessageGrain.GetTraceAsync)
            ? Task.FromResult<MessageTrace?>(Trace)
            : throw new NotSupportedException(targetMethod?.Name);

        private static MessageTrace Trace => new()
        {
            Id = Id,
            Status = MessageStatus.Received,
            Subscriber = new SubscriberId("abcdefghijklmnopqrstuvwxyz"),
            Source = new SourceId("campaign/" + Id.Value[..26]),
            Segments = 1,
            Events = [],
            Receipts = [],
            Steps =
            [
                Event(0, Metric.Submitting),
                Event(40, Metric.RelayedSms),
                Receipt(1_040, StepDecision.Recorded, "callback", "MessageStatus=delivered"),
                Event(1_040, Metric.ReceivedSms),
                Receipt(1_045, StepDecision.Duplicate, "callback", "MessageStatus=delivered"),
                Receipt(3_045, StepDecision.Contradicting, "list", "list: undelivered"),
                Event(3_045, Metric.DeliveryConflict) with { Source = "list", VendorCode = "30003", Failure = FailureType.DeviceUnreachable },
                new TracedStep { At = Sent.AddMilliseconds(4_000), Kind = StepKind.Question, Decision = StepDecision.Unsettled, Reason = "absent", Source = "look-up" },
            ],
        };

        private static TracedStep Event(int after, Metric metric) => new() { At = Sent.AddMilliseconds(after), Kind = StepKind.Event, Metric = metric, Event = Guid.CreateVersion7() };

        private static TracedStep Receipt(int after, StepDecision decision, string source, string raw) =>
            new() { At = Sent.AddMilliseconds(after), Kind = StepKind.Receipt, Decision = decision, Source = source, Raw = raw };
    }
}
