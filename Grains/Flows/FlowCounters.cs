using System.Diagnostics.Metrics;

namespace Sms;

/// <summary>Who entered flows, who was not let in, and what became of those inside.</summary>
internal sealed class FlowCounters
{
    private readonly Counter<long> starts;
    private readonly Counter<long> steps;
    private readonly Counter<long> stopped;

    public FlowCounters(IMeterFactory meters)
    {
        var meter = meters.Create(MessageCounters.MeterName);
        starts = meter.CreateCounter<long>("sms.flow.starts", "{start}", "Starts of flows, by what became of them");
        steps = meter.CreateCounter<long>("sms.flow.steps", "{step}", "Texts of flows that were due, by what became of them");
        stopped = meter.CreateCounter<long>("sms.flow.stopped", "{person}", "People whose flow became a draft or was deleted while they were in it");
    }

    public void Begin()
    {
        foreach (var verdict in Enum.GetValues<FlowEntryVerdict>()) Started(verdict, 0);
        foreach (var outcome in Enum.GetValues<FlowStepOutcome>()) Stepped(outcome, 0);
        stopped.Add(0);
    }

    public void Started(FlowEntryVerdict verdict, int people = 1) => starts.Add(people, new KeyValuePair<string, object?>("outcome", LabelOf<FlowEntryVerdict>.Name(verdict)));

    public void Stepped(FlowStepOutcome outcome, int steps = 1) => this.steps.Add(steps, new KeyValuePair<string, object?>("outcome", LabelOf<FlowStepOutcome>.Name(outcome)));

    public void Stopped(int people) => stopped.Add(people);
}

internal enum FlowStepOutcome : byte { Offered, Declined, Deferred, Again, Failed }
