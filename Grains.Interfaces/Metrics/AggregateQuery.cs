namespace Sms;

public enum AggregateInterval : byte { Hour, Day, Week, Month }

/// <summary>What a series can be split by.</summary>
public enum EventDimension : byte { Source, SourceKind, FromNumber, ToCountry, FailureType, Segments, Carrier }

/// <summary>Counts of one metric over time, by event time.</summary>
[GenerateSerializer, Immutable, Alias("aggregate-query")]
public sealed record AggregateQuery
{
    [Id(0)] public required Metric Metric { get; init; }
    /// <summary>Inclusive.</summary>
    [Id(1)] public required DateTimeOffset From { get; init; }
    /// <summary>Exclusive.</summary>
    [Id(2)] public required DateTimeOffset To { get; init; }
    [Id(3)] public AggregateInterval Interval { get; init; } = AggregateInterval.Month;
    /// <summary>IANA name of the zone whose hours, days, weeks (from Monday) and months are meant.</summary>
    [Id(4)] public string TimeZone { get; init; } = "UTC";
    [Id(5)] public IReadOnlyList<EventDimension> By { get; init; } = [];
    /// <summary>Also count distinct people per slot (reads the events instead of the series).</summary>
    [Id(6)] public bool Unique { get; init; }
    /// <summary>Conditions that must all hold.</summary>
    [Id(7)] public IReadOnlyList<DimensionFilter> Where { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("dimension-filter")]
public sealed record DimensionFilter([property: Id(0)] EventDimension Dimension, [property: Id(1)] IReadOnlyList<string> AnyOf);

/// <param name="Slots">Start of each slot, in the query's time zone, in order.</param>
/// <param name="Rows">One per combination of dimension values that occurs; one with no values when nothing was asked to be split.</param>
[GenerateSerializer, Immutable, Alias("aggregate-result")]
public sealed record AggregateResult([property: Id(0)] IReadOnlyList<DateTimeOffset> Slots, [property: Id(1)] IReadOnlyList<AggregateRow> Rows);

/// <param name="Dimensions">Values in the order asked for; failure types by Klaviyo's label, "" where the event has none.</param>
/// <param name="Count">Events per slot.</param>
/// <param name="Unique">Distinct people per slot; empty unless asked for.</param>
/// <param name="SumMicros">Sum of values per slot, in millionths.</param>
[GenerateSerializer, Immutable, Alias("aggregate-row")]
public sealed record AggregateRow(
    [property: Id(0)] IReadOnlyList<string> Dimensions, [property: Id(1)] IReadOnlyList<long> Count,
    [property: Id(2)] IReadOnlyList<long> Unique, [property: Id(3)] IReadOnlyList<long> SumMicros);

/// <summary>Messages by the time they were sent, not by the time their receipt came.</summary>
[GenerateSerializer, Immutable, Alias("campaign-values-query")]
public sealed record CampaignValuesQuery
{
    /// <summary>Inclusive.</summary>
    [Id(0)] public required DateTimeOffset From { get; init; }
    /// <summary>Exclusive.</summary>
    [Id(1)] public required DateTimeOffset To { get; init; }
    /// <summary>Only these; null: all.</summary>
    [Id(2)] public IReadOnlyList<CampaignId>? Campaigns { get; init; }
    /// <summary>A row per variation where a campaign has several.</summary>
    [Id(60)] public bool ByVariation { get; init; }
}

/// <param name="Totals">Of the messages sent within the time frame; <see cref="CampaignTotals.Targeted"/> is the whole audience.</param>
/// <param name="Segments">Segments of the submitted messages.</param>
[GenerateSerializer, Immutable, Alias("campaign-values")]
public sealed record CampaignValues(
    [property: Id(0)] CampaignId Campaign, [property: Id(1)] CampaignTotals Totals, [property: Id(2)] long Segments)
{
    /// <summary>The variation's place in the campaign; null: all of it.</summary>
    [Id(60)] public int? Variation { get; init; }
}

/// <summary>A receipt for a message nobody knows, kept aside.</summary>
[GenerateSerializer, Immutable, Alias("parked-receipt")]
public sealed record ParkedReceipt(
    [property: Id(0)] Guid Id, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string Carrier, [property: Id(3)] string MessageId,
    [property: Id(4)] string? ProviderId, [property: Id(5)] string? VendorStatus, [property: Id(6)] string Raw)
{
    /// <summary>As its adapter read it, for whoever parks or replays it; null when nobody knows its status, and where receipts are only listed.</summary>
    [Id(7)] public DeliveryReceipt? Receipt { get; init; }
}

/// <summary>Where a page of parked receipts ended.</summary>
[GenerateSerializer, Immutable, Alias("parked-place")]
public sealed record ParkedPlace([property: Id(0)] DateTimeOffset At, [property: Id(1)] Guid Id);
