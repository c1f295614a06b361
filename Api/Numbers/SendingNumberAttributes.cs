namespace Sms;

/// <summary>A number we send from.</summary>
/// <param name="Type"><c>short_code</c>, <c>vanity_short_code</c>, <c>toll_free</c>, <c>long_code</c> or <c>alpha</c>.</param>
/// <param name="Status"><c>verified</c>, <c>pending</c>, <c>in_review</c>, <c>rejected</c>, <c>suspended</c> or <c>unverified</c>; only verified numbers send.</param>
/// <param name="StatusReason">Why, in the words of whoever set it.</param>
/// <param name="Sends">Whether messages go out from it.</param>
/// <param name="SegmentsPerSecond">Over all servers together; 0: unlimited.</param>
/// <param name="Countries">ISO 3166-1 alpha-2; empty: every country.</param>
/// <param name="Source"><c>configuration</c> or <c>api</c>.</param>
/// <param name="History">Newest first, at most 200.</param>
public sealed record SendingNumberAttributes(
    string Number, string Type, string Carrier, string Status, string? StatusReason, bool Sends, double SegmentsPerSecond, IReadOnlyList<string> Countries,
    string Source, SendingNumberPace Pace, IReadOnlyList<SendingNumberChange> History, DateTimeOffset Created, DateTimeOffset Updated)
{
    public static SendingNumberAttributes Of(NumberDetail number) => new(
        number.Record.Number, number.Record.Type.Word(), number.Record.Carrier, number.Record.Status.Word(), number.Record.Reason,
        number.Record.Status == NumberStatus.Verified, number.Record.SegmentsPerSecond, number.Record.Countries,
        number.Record.Configured ? "configuration" : "api",
        new SendingNumberPace(number.Pace.SegmentsPerSecond, number.Pace.Slowed, number.Pace.ThrottledAt, number.Pace.PausedUntil),
        [.. number.History.Select(change => new SendingNumberChange(change.At, change.What, change.From, change.To, change.Reason))],
        number.Record.Created, number.Record.Updated);
}

/// <summary>How fast it may send just now.</summary>
/// <param name="SegmentsPerSecond">With what the provider has asked for; 0: unlimited.</param>
/// <param name="SlowedByProvider">The provider asked for fewer, and the number is not back at its own rate.</param>
/// <param name="ThrottledAt">The last such answer.</param>
/// <param name="PausedUntil">Nothing goes before then.</param>
public sealed record SendingNumberPace(double SegmentsPerSecond, bool SlowedByProvider, DateTimeOffset? ThrottledAt, DateTimeOffset? PausedUntil);

/// <param name="What"><c>added</c>, <c>removed</c>, <c>status</c>, <c>segments_per_second</c>, <c>countries</c>, <c>carrier</c> or <c>type</c>.</param>
public sealed record SendingNumberChange(DateTimeOffset At, string What, string? From, string? To, string? Reason);

/// <param name="Reason">Why it is added or changed; goes into its history.</param>
public sealed record SendingNumberInput(
    string? Number, string? Type, string? Carrier, string? Status, double? SegmentsPerSecond, IReadOnlyList<string?>? Countries, string? Reason);
