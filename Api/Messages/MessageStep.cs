using System.Text.Json;

namespace Sms;

/// <summary>One step in a message's life: an event, a receipt and what became of it, or a question to the provider that settled nothing.</summary>
public sealed record MessageStep
{
    public required DateTimeOffset Datetime { get; init; }
    public required long MsSincePrevious { get; init; }
    public required long MsSinceFirst { get; init; }
    /// <summary><c>event</c>, <c>receipt</c> or <c>question</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>The event's name; <c>Receipt</c> or <c>Question</c>.</summary>
    public required string Name { get; init; }
    /// <summary>With receipts: <c>recorded</c>, <c>duplicate</c>, <c>late</c>, <c>contradicting</c> or <c>partial</c>; with questions <c>unsettled</c>.</summary>
    public string? Decision { get; init; }
    /// <summary>Why: the reason of a skip, what a look-up found, which part it is about.</summary>
    public string? Reason { get; init; }
    /// <summary>How it became known: <c>callback</c>, <c>fetch</c>, <c>list</c> or <c>look-up</c>; null for what the product does itself and for the answer to a submit.</summary>
    public string? Source { get; init; }
    public string? FailureType { get; init; }
    public string? VendorStatus { get; init; }
    public string? VendorCode { get; init; }
    /// <summary>The receipt as it came, the recipient's number blotted out.</summary>
    public string? Raw { get; init; }
    public string? EventId { get; init; }

    public static IReadOnlyList<MessageStep> Of(IReadOnlyList<TracedStep> steps) =>
        [.. steps.Select((step, i) => Of(step, steps[Math.Max(i - 1, 0)].At, steps[0].At))];

    private static MessageStep Of(TracedStep step, DateTimeOffset previous, DateTimeOffset first) => new()
    {
        Datetime = step.At,
        MsSincePrevious = Milliseconds(step.At) - Milliseconds(previous),
        MsSinceFirst = Milliseconds(step.At) - Milliseconds(first),
        Kind = Spell(step.Kind.ToString()),
        Name = step.Metric?.Name() ?? step.Kind.ToString(),
        Decision = step.Decision == StepDecision.None ? null : Spell(step.Decision.ToString()),
        Reason = step.Reason,
        Source = step.Source,
        FailureType = step.Failure.Label(),
        VendorStatus = step.VendorStatus,
        VendorCode = step.VendorCode,
        Raw = step.Raw,
        EventId = step.Event?.ToString(),
    };

    // Of whole milliseconds, so that the steps add up.
    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static string Spell(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
