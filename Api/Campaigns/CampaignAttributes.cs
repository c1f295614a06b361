using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A campaign as clients see it.</summary>
public sealed record CampaignAttributes
{
    public required string Name { get; init; }
    /// <summary>
    /// Klaviyo's words: Draft, Scheduled, Preparing to send, Sending, Variations Sent (the winner is not decided yet), Sent, Cancelled, Cancelled: No Recipients; ours: Paused.
    /// </summary>
    public required string Status { get; init; }
    public bool Archived { get; init; }
    public required CampaignAudiences Audiences { get; init; }
    public required CampaignSendOptions SendOptions { get; init; }
    public JsonNode? TrackingOptions { get; init; }
    public required CampaignSendStrategy SendStrategy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ScheduledAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? SendTime { get; init; }
    /// <summary>Ours: when every recipient had been offered the message.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>Ours: people in the audience; 0 before it is fixed.</summary>
    public required int Targeted { get; init; }
    /// <summary>Ours: since when nobody is offered anything; null unless it is paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }
    /// <summary>Ours: how variations are tried; null for a campaign of one text.</summary>
    public CampaignAbTest? AbTest { get; init; }
    /// <summary>Ours: the variations and what became of each; null for a campaign of one text, and in lists without figures.</summary>
    public IReadOnlyList<CampaignVariationFigures>? Variations { get; init; }

    public static CampaignAttributes Of(Campaign campaign, IReadOnlyList<VariationTotals>? figures = null) => new()
    {
        Name = campaign.Definition.Name,
        Status = StatusOf(campaign),
        Audiences = new(
            [.. campaign.Definition.Included.Select(list => list.Value), .. campaign.Definition.IncludedSegments.Select(segment => segment.Value)],
            [.. campaign.Definition.Excluded.Select(list => list.Value), .. campaign.Definition.ExcludedSegments.Select(segment => segment.Value)]),
        SendOptions = new(
            campaign.Definition.UseSmartSending, campaign.Definition.ResendUnarrived,
            campaign.Definition.OverCap == OverCap.Defer ? CampaignSendOptions.Defer : CampaignSendOptions.Skip, campaign.Definition.Tags),
        TrackingOptions = campaign.Definition.Extra is { } extra ? JsonNode.Parse(extra)?["tracking_options"] : null,
        SendStrategy = StrategyReader.Write(campaign.Definition.Strategy),
        CreatedAt = campaign.Created,
        ScheduledAt = campaign.SentAt,
        UpdatedAt = campaign.Updated,
        SendTime = campaign.LaunchedAt ?? (campaign.Status == CampaignStatus.Scheduled ? campaign.Definition.SendAt : null),
        FinishedAt = campaign.FinishedAt,
        Targeted = campaign.Targeted,
        PausedAt = campaign.PausedAt,
        AbTest = CampaignAbTest.Of(campaign),
        Variations = CampaignVariationFigures.Of(campaign, figures),
    };

    public static string StatusOf(Campaign campaign) => campaign switch
    {
        { Status: CampaignStatus.Sending, IsTesting: true, TestEndsAt: not null } => "Variations Sent",
        _ => StatusOf(campaign.Status),
    };

    private static string StatusOf(CampaignStatus status) => status switch
    {
        CampaignStatus.Paused => "Paused",
        CampaignStatus.Draft => "Draft",
        CampaignStatus.Scheduled => "Scheduled",
        CampaignStatus.Preparing => "Preparing to send",
        CampaignStatus.Sending => "Sending",
        CampaignStatus.Sent => "Sent",
        CampaignStatus.Cancelled => "Cancelled",
        CampaignStatus.CancelledNoRecipients => "Cancelled: No Recipients",
        CampaignStatus.None or _ => "Unknown",
    };
}

public sealed record CampaignAudiences(IReadOnlyList<string> Included, IReadOnlyList<string> Excluded);

/// <param name="ResendUnarrived">Ours: a submit proved never to have arrived is made again.</param>
/// <param name="OverFrequencyCap">Ours: <c>skip</c> or <c>defer</c>.</param>
/// <param name="Tags">Ours: what frequency caps may count by.</param>
public sealed record CampaignSendOptions(bool UseSmartSending, bool ResendUnarrived, string OverFrequencyCap, IReadOnlyList<string> Tags)
{
    public const string Skip = "skip", Defer = "defer";
}

public sealed record CampaignSendStrategy(
    string Method,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Datetime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CampaignSendStrategyOptions? Options)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? ThrottlePercentage { get; init; }
}

public sealed record CampaignSendStrategyOptions(bool IsLocal)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public bool? SendPastRecipientsImmediately { get; init; }
}
