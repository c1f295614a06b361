namespace Sms;

/// <summary>The events of flows by the action of their message. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
internal interface IFlowReportStore
{
    /// <summary>Counted from the events themselves: an action follows from the message's id, so no event names it.</summary>
    /// <param name="edges">Starts of the slots, ascending, and the end of the last one; a message belongs to the slot it was sent, or skipped, in.</param>
    Task<IReadOnlyList<FlowCell>> CountAsync(IReadOnlyList<FlowId> flows, IReadOnlyList<DateTimeOffset> edges);
}

/// <param name="Segments">Of all of them together.</param>
internal readonly record struct FlowCell(FlowId Flow, int Action, int Slot, Metric Metric, long Count, long Segments);
