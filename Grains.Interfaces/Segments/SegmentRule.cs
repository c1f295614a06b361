namespace Sms;

/// <summary>Who belongs to a segment: in each group at least one condition holds.</summary>
[GenerateSerializer, Immutable, Alias("segment-rule")]
public sealed record SegmentRule([property: Id(0)] IReadOnlyList<SegmentGroup> Groups)
{
    /// <summary>Conditions in all groups.</summary>
    public int Terms => Groups.Sum(group => group.Conditions.Count);
}

[GenerateSerializer, Immutable, Alias("segment-group")]
public sealed record SegmentGroup([property: Id(0)] IReadOnlyList<SegmentCondition> Conditions);

/// <summary>Holds when all its tests do, or, negated, when not all do.</summary>
[GenerateSerializer, Immutable, Alias("segment-condition")]
public sealed record SegmentCondition([property: Id(0)] IReadOnlyList<SegmentTest> Tests, [property: Id(1)] bool Negated = false);

/// <summary>What is looked at. Names are those of the statements' parts: stored by number, append, never renumber.</summary>
public enum SegmentTestKind : byte
{
    /// <summary>The field is one of <see cref="SegmentTest.Texts"/>.</summary>
    TextIn = 1,
    TextContains = 2,
    TextStarts = 3,
    TextEnds = 4,
    /// <summary>The field, a JSON number, compared with <see cref="SegmentTest.Number"/>.</summary>
    NumberEquals = 5,
    NumberGreater = 6,
    NumberGreaterOrEqual = 7,
    NumberLess = 8,
    NumberLessOrEqual = 9,
    /// <summary>The field, a JSON boolean, is true.</summary>
    IsTrue = 10,
    IsFalse = 11,
    /// <summary>The field has a value.</summary>
    IsSet = 12,
    /// <summary>The field, a JSON list, has an element that is one of <see cref="SegmentTest.Texts"/>.</summary>
    ListContains = 13,
    /// <summary>The field, a time, lies in <see cref="SegmentTest.Window"/>.</summary>
    TimeWithin = 14,
    /// <summary>Marketing consent stands at <see cref="SegmentTest.Number"/> (a <see cref="SmsConsent"/>).</summary>
    ConsentIs = 20,
    /// <summary>No rule suppresses the number.</summary>
    NotSuppressed = 21,
    /// <summary>On one of the lists <see cref="SegmentTest.Texts"/> (added within <see cref="SegmentTest.Window"/>) or in one of <see cref="SegmentTest.Segments"/>.</summary>
    InGroup = 30,
    /// <summary>The person's events of <see cref="SegmentTest.Metric"/> within the window, counted and compared with <see cref="SegmentTest.Number"/>.</summary>
    CountEquals = 40,
    CountGreater = 41,
    CountGreaterOrEqual = 42,
    CountLess = 43,
    CountLessOrEqual = 44,
}

/// <summary>One thing that is true or not of a person. What it has depends on its kind.</summary>
[GenerateSerializer, Immutable, Alias("segment-test")]
public sealed record SegmentTest
{
    [Id(0)] public required SegmentTestKind Kind { get; init; }
    /// <summary>
    /// A column (<c>email phone_number external_id country created updated consent_at consent_method</c>) or a path into the attributes
    /// (<c>first_name</c>; <c>properties</c>, <c>colour</c>).
    /// </summary>
    [Id(1)] public IReadOnlyList<string> Field { get; init; } = [];
    [Id(2)] public IReadOnlyList<string> Texts { get; init; } = [];
    [Id(3)] public double Number { get; init; }
    [Id(4)] public SegmentWindow? Window { get; init; }
    [Id(5)] public Metric Metric { get; init; }
    /// <summary>With a metric: only failures of these types.</summary>
    [Id(6)] public IReadOnlyList<FailureType> Failures { get; init; } = [];
    /// <summary>With a metric: only for these campaigns or flows.</summary>
    [Id(7)] public IReadOnlyList<SourceId> Sources { get; init; } = [];
    [Id(8)] public IReadOnlyList<SegmentId> Segments { get; init; } = [];
    /// <summary>With a metric: only what came after the person's suppression was lifted last.</summary>
    [Id(9)] public bool SinceLifted { get; init; }
}

/// <summary>A span of time, each end either an instant or so long before now (negative: after); an absent end is open.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
[GenerateSerializer, Immutable, Alias("segment-window")]
public sealed record SegmentWindow(
    [property: Id(0)] DateTimeOffset? From = null, [property: Id(1)] DateTimeOffset? To = null, [property: Id(2)] TimeSpan? FromAgo = null,
    [property: Id(3)] TimeSpan? ToAgo = null);
