using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A flow as clients see it.</summary>
public sealed record FlowAttributes
{
    public required string Name { get; init; }
    /// <summary><c>draft</c>, <c>manual</c> or <c>live</c>.</summary>
    public required string Status { get; init; }
    public bool Archived { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Updated { get; init; }
    /// <summary><c>Added to List</c>, or <c>Unconfigured</c>: keywords alone start it.</summary>
    public required string TriggerType { get; init; }
    /// <summary>With <c>additional-fields[flow]=definition</c>, and when it has just been created.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public FlowDefinitionAttributes? Definition { get; init; }

    public static FlowAttributes Of(Flow flow, bool withDefinition) => new()
    {
        Name = flow.Definition.Name,
        Status = StatusOf(flow.Status),
        Created = flow.Created,
        Updated = flow.Updated,
        TriggerType = TriggerOf(flow),
        Definition = withDefinition ? FlowDefinitionAttributes.Of(flow) : null,
    };

    public static string TriggerOf(Flow flow) => flow.Definition.Trigger is null ? "Unconfigured" : "Added to List";

    public static string StatusOf(FlowStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    /// <summary>Null for what is no status.</summary>
    public static FlowStatus? StatusOf(string text) => text switch { "draft" => FlowStatus.Draft, "manual" => FlowStatus.Manual, "live" => FlowStatus.Live, _ => null };
}

public sealed record FlowDefinitionAttributes(IReadOnlyList<FlowTriggerAttributes> Triggers, string EntryActionId, IReadOnlyList<FlowActionAttributes> Actions)
{
    /// <summary>Null: nobody enters twice.</summary>
    public FlowReentryAttributes? ReentryCriteria { get; init; }

    public static FlowDefinitionAttributes Of(Flow flow)
    {
        var definition = flow.Definition;
        return new(
            definition.Trigger is { } list ? [new("list", list.Value)] : [], definition.Actions[0].Id,
            [.. definition.Actions.Select((action, i) => FlowActionAttributes.Of(flow, action, definition.Actions.ElementAtOrDefault(i + 1)?.Id))])
        {
            ReentryCriteria = definition.Reentry is { } reentry ? FlowReentryAttributes.Of(reentry) : null,
        };
    }
}

public sealed record FlowTriggerAttributes(string Type, string Id);

public sealed record FlowReentryAttributes(int Duration, string Unit)
{
    public static FlowReentryAttributes Of(FlowReentry reentry) => new(
        reentry.Duration, reentry.Unit switch { FlowUnit.Hours => "hour", FlowUnit.Days => "day", FlowUnit.Weeks => "week", _ => "alltime" });
}

public sealed record FlowActionAttributes(string Id, string Type, FlowLinks Links, FlowActionData Data)
{
    public static FlowActionAttributes Of(Flow flow, FlowAction action, string? next) => action.Delay is { } delay
        ? new(action.Id, "time-delay", new(next), new FlowActionData { Unit = JsonNamingPolicy.SnakeCaseLower.ConvertName(delay.Unit.ToString()), Value = delay.Value })
        : new(action.Id, "send-sms", new(next), new FlowActionData { Message = FlowMessageAttributes.Of(action.Message!), Status = FlowAttributes.StatusOf(flow.Status) });
}

/// <summary>Unit and value of a delay, or message and status of a text.</summary>
public sealed record FlowActionData
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Unit { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Value { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public FlowMessageAttributes? Message { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Status { get; init; }
}

/// <param name="Id">What reports call <c>flow_message_id</c>.</param>
public sealed record FlowMessageAttributes(
    string Id, string? Name, string Body, bool ShortenLinks, bool AddOrgPrefix, bool AddInfoLink, bool AddOptOutLanguage, bool SmartSendingEnabled,
    bool SmsQuietHoursEnabled, bool Transactional)
{
    public static FlowMessageAttributes Of(FlowMessage message)
    {
        var options = message.Content.Options;
        return new(
            message.Id, message.Name, message.Content.Body, options.ShortenLinks, options.AddOrgPrefix, options.AddInfoLink, options.AddOptOutLanguage, message.UseSmartSending,
            true, message.Content.Transactional);
    }
}
