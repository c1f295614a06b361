using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A flow in a request.</summary>
public sealed record FlowInput(string? Name, FlowDefinitionInput? Definition);

/// <param name="Status"><c>draft</c>, <c>manual</c> or <c>live</c>.</param>
public sealed record FlowUpdateInput(string? Status);

/// <summary>Klaviyo's definition of a flow. What stands in it beside these fields is refused, unless it says nothing.</summary>
public sealed record FlowDefinitionInput
{
    /// <summary>None, for a flow that keywords alone start, or one of type <c>list</c>.</summary>
    public IReadOnlyList<FlowTriggerInput>? Triggers { get; init; }
    public string? EntryActionId { get; init; }
    /// <summary>1 to 100, each of which leads to the next by <c>links.next</c>.</summary>
    public IReadOnlyList<FlowActionInput>? Actions { get; init; }
    public FlowReentryInput? ReentryCriteria { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Others { get; init; }
}

public sealed record FlowTriggerInput
{
    public string? Type { get; init; }
    /// <summary>Of the list.</summary>
    public string? Id { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Others { get; init; }
}

/// <param name="Unit"><c>hour</c>, <c>day</c>, <c>week</c> or <c>alltime</c>.</param>
/// <param name="Duration">With <c>alltime</c>: 1, once ever, or 0, again at any time.</param>
public sealed record FlowReentryInput(int? Duration, string? Unit);

public sealed record FlowActionInput
{
    /// <summary>Its name within the request; <c>id</c> does as well.</summary>
    public string? TemporaryId { get; init; }
    public string? Id { get; init; }
    /// <summary><c>time-delay</c> or <c>send-sms</c>.</summary>
    public string? Type { get; init; }
    public FlowLinks? Links { get; init; }
    public FlowActionDataInput? Data { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Others { get; init; }
}

/// <param name="Next">The action behind this one; null: the end.</param>
public sealed record FlowLinks(string? Next);

public sealed record FlowActionDataInput
{
    /// <summary>Of a <c>time-delay</c>: <c>days</c> (default), <c>hours</c> or <c>minutes</c>.</summary>
    public string? Unit { get; init; }
    /// <summary>Of a <c>time-delay</c>: how many, at most 365 days.</summary>
    public int? Value { get; init; }
    /// <summary>Of a <c>time-delay</c>: only <c>profile</c>, which changes nothing.</summary>
    public string? Timezone { get; init; }
    /// <summary>Of a <c>send-sms</c>.</summary>
    public FlowMessageInput? Message { get; init; }
    /// <summary>Of a <c>send-sms</c>: <c>draft</c>, <c>manual</c> or <c>live</c>. The flow's own status is what counts.</summary>
    public string? Status { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Others { get; init; }
}

public sealed record FlowMessageInput
{
    public string? Name { get; init; }
    /// <summary>A Liquid template.</summary>
    public string? Body { get; init; }
    public bool? ShortenLinks { get; init; }
    public bool? AddOrgPrefix { get; init; }
    public bool? AddInfoLink { get; init; }
    public bool? AddOptOutLanguage { get; init; }
    /// <summary>Skip who was texted a short while ago. Default true.</summary>
    public bool? SmartSendingEnabled { get; init; }
    /// <summary>Only true: quiet hours hold for every text of a flow that is not transactional.</summary>
    public bool? SmsQuietHoursEnabled { get; init; }
    /// <summary>Not marketing: it goes to those with transactional consent and to nobody else. Default false.</summary>
    public bool? Transactional { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Others { get; init; }

    internal RenderOptions Options => RenderOptionsInput.Merge(new RenderOptions(), new RenderOptionsInput(ShortenLinks, AddOrgPrefix, AddInfoLink, AddOptOutLanguage));
}
