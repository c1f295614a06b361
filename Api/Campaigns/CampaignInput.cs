using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A campaign in a request.</summary>
public sealed record CampaignInput
{
    public string? Name { get; init; }
    public AudiencesInput? Audiences { get; init; }
    public SendStrategyInput? SendStrategy { get; init; }
    public SendOptionsInput? SendOptions { get; init; }
    /// <summary>Kept and answered as it came; links are tracked by the message's render options.</summary>
    public JsonElement? TrackingOptions { get; init; }
    [JsonPropertyName("campaign-messages")] public CampaignMessagesInput? CampaignMessages { get; init; }
}

/// <summary>Ids of lists and segments.</summary>
public sealed record AudiencesInput(IReadOnlyList<string>? Included, IReadOnlyList<string>? Excluded);

/// <param name="Method"><c>immediate</c> or <c>static</c>.</param>
/// <param name="Datetime">When, for <c>static</c>.</param>
public sealed record SendStrategyInput(string? Method, string? Datetime, SendStrategyOptionsInput? Options);

public sealed record SendStrategyOptionsInput(bool? IsLocal, bool? SendPastRecipientsImmediately);

/// <param name="ResendUnarrived">
/// Ours: send a message again whose submit had no answer, once the provider's look-up proves that it never arrived. Default false.
/// </param>
/// <param name="UseSmartSending">Skip who was texted a short while ago. Default true, as Klaviyo's.</param>
/// <param name="OverFrequencyCap">Ours: what becomes of people who have had their share, <c>skip</c> (default) or <c>defer</c>.</param>
/// <param name="Tags">Ours: words that frequency caps may count by; at most 20 of at most 60 characters.</param>
public sealed record SendOptionsInput(
    bool? UseSmartSending, bool? ResendUnarrived = null, string? OverFrequencyCap = null, IReadOnlyList<string?>? Tags = null);

public sealed record CampaignMessagesInput(IReadOnlyList<RequestResource<CampaignMessageInput>>? Data);

/// <summary>A message: <c>definition</c> since revision 2025, its parts beside each other before.</summary>
public sealed record CampaignMessageInput
{
    public MessageDefinitionInput? Definition { get; init; }
    public string? Channel { get; init; }
    public string? Label { get; init; }
    public MessageContentInput? Content { get; init; }
    public RenderOptionsInput? RenderOptions { get; init; }

    internal (MessageDefinitionInput Definition, string Path) Read() => Definition is not null
        ? (Definition, "/attributes/definition")
        : (new MessageDefinitionInput(Channel, Label, Content, RenderOptions, null), "/attributes");
}

/// <param name="Transactional">Ours, as in Klaviyo's flow messages: not marketing; it goes to those with transactional consent and to nobody else. Default false.</param>
public sealed record MessageDefinitionInput(
    string? Channel, string? Label, MessageContentInput? Content, RenderOptionsInput? RenderOptions, bool? Transactional);

/// <param name="Body">A Liquid template.</param>
public sealed record MessageContentInput(string? Body);

public sealed record RenderOptionsInput(bool? ShortenLinks, bool? AddOrgPrefix, bool? AddInfoLink, bool? AddOptOutLanguage)
{
    internal static RenderOptions Merge(RenderOptions stored, RenderOptionsInput? given) => given is null ? stored : new RenderOptions
    {
        ShortenLinks = given.ShortenLinks ?? stored.ShortenLinks,
        AddOrgPrefix = given.AddOrgPrefix ?? stored.AddOrgPrefix,
        AddInfoLink = given.AddInfoLink ?? stored.AddInfoLink,
        AddOptOutLanguage = given.AddOptOutLanguage ?? stored.AddOptOutLanguage,
    };
}
