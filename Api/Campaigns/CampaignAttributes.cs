using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A campaign as clients see it.</summary>
public sealed record CampaignAttributes
{
    public required string Name { get; init; }
    /// <summary>Klaviyo's words: Draft, Scheduled, Preparing to send, Sending, Sent, Cancelled, Cancelled: No Recipients.</summary>
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

    public static CampaignAttributes Of(Campaign campaign) => new()
    {
        Name = campaign.Definition.Name,
        Status = StatusOf(campaign.Status),
        Audiences = new(
            [.. campaign.Definition.Included.Select(list => list.Value), .. campaign.Definition.IncludedSegments.Select(segment => segment.Value)],
            [.. campaign.Definition.Excluded.Select(list => list.Value), .. campaign.Definition.ExcludedSegments.Select(segment => segment.Value)]),
        SendOptions = new(
            campaign.Definition.UseSmartSending, campaign.Definition.ResendUnarrived,
            campaign.Definition.OverCap == OverCap.Defer ? CampaignSendOptions.Defer : CampaignSendOptions.Skip, campaign.Definition.Tags),
        TrackingOptions = campaign.Definition.Extra is { } extra ? JsonNode.Parse(extra)?["tracking_options"] : null,
        SendStrategy = campaign.Definition.SendAt is { } at ? new("static", at, new(false)) : new("immediate", null, null),
        CreatedAt = campaign.Created,
        ScheduledAt = campaign.SentAt,
        UpdatedAt = campaign.Updated,
        SendTime = campaign.LaunchedAt ?? (campaign.Status == CampaignStatus.Scheduled ? campaign.Definition.SendAt : null),
        FinishedAt = campaign.FinishedAt,
        Targeted = campaign.Targeted,
    };

    public static string StatusOf(CampaignStatus status) => status switch
    {
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CampaignSendStrategyOptions? Options);

public sealed record CampaignSendStrategyOptions(bool IsLocal);
