namespace Sms;

/// <summary>What a client decides about a flow. It never changes: a person in the flow finds each step where it was.</summary>
[GenerateSerializer, Immutable, Alias("flow-definition")]
public sealed record FlowDefinition
{
    public const int MostActions = 100;

    [Id(0)] public required string Name { get; init; }
    /// <summary>The list whose new members enter; null: keywords alone start it.</summary>
    [Id(1)] public ListId? Trigger { get; init; }
    /// <summary>In order, 1 to <see cref="MostActions"/>; at least one sends.</summary>
    [Id(2)] public required IReadOnlyList<FlowAction> Actions { get; init; }
    [Id(3)] public FlowReentry? Reentry { get; init; }

    /// <summary>The action that one of the flow's messages is of: message ids have room for <see cref="MostActions"/> in each entry.</summary>
    public FlowAction? ActionOf(MessageId message) => Actions.ElementAtOrDefault(message.Ordinal % MostActions);
}

/// <summary>One step: a wait or a text; one of the two is set.</summary>
[GenerateSerializer, Immutable, Alias("flow-action")]
public sealed record FlowAction
{
    /// <summary>A ULID, given when the flow is created.</summary>
    [Id(0)] public string Id { get; init; } = "";
    [Id(1)] public FlowDelay? Delay { get; init; }
    [Id(2)] public FlowMessage? Message { get; init; }
}

public enum FlowUnit : byte { Minutes = 0, Hours = 1, Days = 2, Weeks = 3 }

[GenerateSerializer, Immutable, Alias("flow-delay")]
public sealed record FlowDelay([property: Id(0)] FlowUnit Unit, [property: Id(1)] int Value)
{
    public TimeSpan Length => Unit.Times(Value);
}

[GenerateSerializer, Immutable, Alias("flow-message")]
public sealed record FlowMessage
{
    /// <summary>Its public id, a ULID, given when the flow is created: reports are grouped by it.</summary>
    [Id(0)] public string Id { get; init; } = "";
    /// <summary>For people and reports; null: the flow's.</summary>
    [Id(1)] public string? Name { get; init; }
    [Id(2)] public required MessageContent Content { get; init; }
    [Id(3)] public bool UseSmartSending { get; init; } = true;
}

/// <summary>When a person may enter again.</summary>
/// <param name="Unit">Null: of all time.</param>
/// <param name="Duration">That long after the last entry, 0: at once. Without a unit 1 is never, 0 is at once.</param>
[GenerateSerializer, Immutable, Alias("flow-reentry")]
public sealed record FlowReentry([property: Id(0)] FlowUnit? Unit, [property: Id(1)] int Duration)
{
    /// <summary>How long an entry keeps its person from another; null: for ever.</summary>
    public TimeSpan? Within => Unit is { } unit ? unit.Times(Duration) : Duration == 0 ? TimeSpan.Zero : null;
}

public static class FlowUnits
{
    public static TimeSpan Times(this FlowUnit unit, int value) => unit switch
    {
        FlowUnit.Minutes => TimeSpan.FromMinutes(value),
        FlowUnit.Hours => TimeSpan.FromHours(value),
        FlowUnit.Days => TimeSpan.FromDays(value),
        FlowUnit.Weeks => TimeSpan.FromDays(7L * value),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "A unit needs a length"),
    };
}
