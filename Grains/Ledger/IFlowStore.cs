namespace Sms;

/// <summary>Who is in which flow, and where. A row for each start, however often it is told. Every method may throw <see cref="LedgerUnavailableException"/>.</summary>
internal interface IFlowStore
{
    /// <summary>
    /// Notes starts in one commit, each once: those already noted are not answered. Numbers are dense in a flow. Two writers at a time: one of them fails and notes nothing.
    /// </summary>
    /// <param name="starts">Each of another person.</param>
    /// <param name="within">How long an entry keeps its person from another; null: for ever.</param>
    Task<IReadOnlyList<FlowNoted>> EnterAsync(FlowId flow, IReadOnlyList<FlowArrival> starts, TimeSpan? within);

    /// <summary>Memberships of a list from <paramref name="since"/> on that no start of the flow is noted for, oldest first.</summary>
    /// <param name="after">Of those who joined just then only people behind this id; null: all.</param>
    Task<IReadOnlyList<FlowStart>> ReadArrivalsAsync(FlowId flow, ListId list, DateTimeOffset since, SubscriberId? after, int count);

    /// <summary>Who is due, the longest first.</summary>
    Task<IReadOnlyList<FlowDue>> ReadDueAsync(FlowId flow, DateTimeOffset now, int count);

    /// <summary>When the next one is due; null when nobody is in it.</summary>
    Task<DateTimeOffset?> ReadNextAsync(FlowId flow);

    /// <summary>Moves people on, in one commit. Who is not at the step any more is left alone: twice is once.</summary>
    Task MoveAsync(FlowId flow, IReadOnlyList<FlowMove> moves);

    /// <summary>Ends it for everybody who is in it; returns how many.</summary>
    Task<int> StopAsync(FlowId flow);
}

/// <param name="Step">Where they begin.</param>
/// <param name="Due">When they are there.</param>
internal sealed record FlowArrival(FlowStart Start, int Step, DateTimeOffset Due);

/// <param name="Entered">False: noted, and refused for an earlier entry.</param>
internal readonly record struct FlowNoted(SubscriberId Person, bool Entered);

/// <param name="Entry">The start's number in the flow, from 0.</param>
/// <param name="Step">The action that is due, from 0.</param>
/// <param name="ReachedAt">When they were to be there first: its month is part of the message id, however late the step is done.</param>
/// <param name="Revision">Of the person's row; 0 when the person was erased.</param>
internal sealed record FlowDue(int Entry, SubscriberId Person, int Step, DateTimeOffset ReachedAt, long Revision);

/// <summary>What becomes of somebody who was due.</summary>
/// <param name="From">The step they were at.</param>
/// <param name="Step">The step they are at now; beyond the last action, with <paramref name="Due"/> null: the end.</param>
/// <param name="Due">When that is due.</param>
internal sealed record FlowMove(int Entry, int From, int Step, DateTimeOffset ReachedAt, DateTimeOffset? Due)
{
    /// <summary>Set when the step was put off.</summary>
    public FlowDeferral? Deferral { get; init; }
}

internal sealed record FlowDeferral(MessageId Message, SkipReason Reason, string? Detail, DateTimeOffset At);
