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
    /// <summary>One message, or two to five variations of it.</summary>
    [JsonPropertyName("campaign-messages")] public CampaignMessagesInput? CampaignMessages { get; init; }
    /// <summary>Ours: how variations are tried; absent: on everybody, by their weights.</summary>
    public AbTestInput? AbTest { get; init; }

    internal bool IsStrategyAlone => this is
    {
        SendStrategy: not null, Name: null, Audiences: null, SendOptions: null, TrackingOptions: null, CampaignMessages: null, AbTest: null,
    };
}

/// <param name="TestPercentage">Share of the audience that variations are tried on, 1 to 100; the best of them goes to the rest.</param>
/// <param name="TestMinutes">How long receipts and clicks have, from the moment everybody of that share was offered the message; at most 7 days.</param>
public sealed record AbTestInput(int? TestPercentage, double? TestMinutes);

/// <summary>Ids of lists and segments.</summary>
public sealed record AudiencesInput(IReadOnlyList<string>? Included, IReadOnlyList<string>? Excluded);

/// <param name="Method"><c>immediate</c>, <c>static</c> or <c>throttled</c>.</param>
/// <param name="Datetime">When, for <c>static</c> and <c>throttled</c>.</param>
/// <param name="ThrottlePercentage">For <c>throttled</c>: percent of the audience an hour, one of 1, 2, 5, 10, 11, 13, 14, 17, 20, 25, 33, 50.</param>
public sealed record SendStrategyInput(string? Method, string? Datetime, SendStrategyOptionsInput? Options, int? ThrottlePercentage = null);

/// <param name="IsLocal">At that time by each recipient's own clock; the time is given in UTC.</param>
/// <param name="SendPastRecipientsImmediately">With <c>is_local</c>: who is past that time already gets the message at once; default: they are skipped.</param>
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
    /// <summary>Ours: how many people get this variation, in proportion to the others' weights; 1 (default) to 100.</summary>
    public int? Weight { get; init; }

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
