namespace Sms;

/// <summary>A campaign's message as clients see it.</summary>
public sealed record CampaignMessageAttributes(
    CampaignMessageDefinition Definition, IReadOnlyList<CampaignSendTime> SendTimes, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static CampaignMessageAttributes Of(Campaign campaign)
    {
        var content = campaign.Definition.Content;
        var when = campaign.LaunchedAt ?? campaign.Definition.SendAt;
        return new(
            new("sms", campaign.Definition.Label ?? campaign.Definition.Name, new(content.Body), new(
                content.Options.ShortenLinks, content.Options.AddOrgPrefix, content.Options.AddInfoLink, content.Options.AddOptOutLanguage), content.Transactional),
            when is { } at ? [new(at, false)] : [],
            campaign.Created, campaign.Updated);
    }
}

public sealed record CampaignMessageDefinition(
    string Channel, string Label, CampaignMessageContent Content, CampaignRenderOptions RenderOptions, bool Transactional);

public sealed record CampaignMessageContent(string Body);

public sealed record CampaignRenderOptions(bool ShortenLinks, bool AddOrgPrefix, bool AddInfoLink, bool AddOptOutLanguage);

public sealed record CampaignSendTime(DateTimeOffset Datetime, bool IsLocal);
