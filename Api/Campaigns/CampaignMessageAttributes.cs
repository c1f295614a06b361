using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A campaign's message, or one of its variations, as clients see it.</summary>
public sealed record CampaignMessageAttributes(
    CampaignMessageDefinition Definition, IReadOnlyList<CampaignSendTime> SendTimes, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>Ours: of a variation, how many people get it in proportion to the others; absent for a campaign of one text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Weight { get; init; }

    public static CampaignMessageAttributes Of(Campaign campaign, string id)
    {
        var definition = campaign.Definition;
        var variation = definition.Variations.FirstOrDefault(one => one.Id == id);
        var content = variation?.Content ?? definition.Content;
        var when = campaign.LaunchedAt ?? definition.SendAt;
        return new(
            new("sms", (variation is null ? definition.Label : variation.Label) ?? definition.Name, new(content.Body), new(
                content.Options.ShortenLinks, content.Options.AddOrgPrefix, content.Options.AddInfoLink, content.Options.AddOptOutLanguage), content.Transactional),
            definition.IsLocal ? [new(definition.SendAt!.Value, true)] : when is { } at ? [new(at, false)] : [],
            campaign.Created, campaign.Updated)
        {
            Weight = variation?.Weight,
        };
    }
}

public sealed record CampaignMessageDefinition(
    string Channel, string Label, CampaignMessageContent Content, CampaignRenderOptions RenderOptions, bool Transactional);

public sealed record CampaignMessageContent(string Body);

public sealed record CampaignRenderOptions(bool ShortenLinks, bool AddOrgPrefix, bool AddInfoLink, bool AddOptOutLanguage);

public sealed record CampaignSendTime(DateTimeOffset Datetime, bool IsLocal);
