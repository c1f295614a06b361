namespace Sms;

/// <summary>Texts of flows by the time they were sent (or skipped).</summary>
[GenerateSerializer, Immutable, Alias("flow-values-query")]
public sealed record FlowValuesQuery
{
    /// <summary>Inclusive.</summary>
    [Id(0)] public required DateTimeOffset From { get; init; }
    /// <summary>Exclusive.</summary>
    [Id(1)] public required DateTimeOffset To { get; init; }
    /// <summary>Only these, deleted ones too; null: all there are.</summary>
    [Id(2)] public IReadOnlyList<FlowId>? Flows { get; init; }
    /// <summary>Cut into slots, in UTC; null: the whole time is one.</summary>
    [Id(3)] public AggregateInterval? Interval { get; init; }
}

/// <param name="Slots">Start of each slot, in order.</param>
[GenerateSerializer, Immutable, Alias("flow-values-result")]
public sealed record FlowValuesResult([property: Id(0)] IReadOnlyList<DateTimeOffset> Slots, [property: Id(1)] IReadOnlyList<FlowValues> Rows);

/// <param name="Action">Of the text, by its place in the flow.</param>
/// <param name="Slot">By its place among the slots.</param>
/// <param name="Totals"><see cref="CampaignTotals.Targeted"/> counts the texts that were due: submitted or skipped.</param>
/// <param name="Segments">Segments of the submitted messages.</param>
[GenerateSerializer, Immutable, Alias("flow-values")]
public sealed record FlowValues(
    [property: Id(0)] FlowId Flow, [property: Id(1)] int Action, [property: Id(2)] int Slot, [property: Id(3)] CampaignTotals Totals, [property: Id(4)] long Segments);
