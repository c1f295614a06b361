namespace Sms;

/// <summary>Campaigns and their messages as JSON:API resources.</summary>
internal static class CampaignDocuments
{
    public static Resource<CampaignAttributes> Resource(Campaign campaign, HttpRequest request, PublicLinks links)
    {
        var path = "/api/campaigns/" + campaign.Id.Value;
        return new("campaign", campaign.Id.Value, CampaignAttributes.Of(campaign), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["campaign-messages"] = links.Relation(request, path, "campaign-messages", new[] { new ResourceId("campaign-message", campaign.MessageId) }),
                ["tags"] = links.Relation(request, path, "tags", Array.Empty<ResourceId>()),
            },
        };
    }

    public static Document<CampaignAttributes> Document(Campaign campaign, HttpRequest request, PublicLinks links, bool withMessage = false) =>
        new(Resource(campaign, request, links), links.To(request, "/api/campaigns/" + campaign.Id.Value))
        {
            Included = withMessage ? [Message(campaign, request, links)] : null,
        };

    public static Resource<CampaignMessageAttributes> Message(Campaign campaign, HttpRequest request, PublicLinks links)
    {
        var path = "/api/campaign-messages/" + campaign.MessageId;
        return new("campaign-message", campaign.MessageId, CampaignMessageAttributes.Of(campaign), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["campaign"] = links.Relation(request, path, "campaign", new ResourceId("campaign", campaign.Id.Value)),
            },
        };
    }

    /// <summary>The campaign of a change that was made; the refusal of one that was not.</summary>
    public static Campaign Changed(CampaignChange change, string id) => change.Verdict switch
    {
        CampaignVerdict.Done => change.Campaign!,
        CampaignVerdict.Unknown => throw RefusedException.NotFound("campaign", id),
        CampaignVerdict.NotADraft => throw RefusedException.Conflict("not_a_draft", change.Detail ?? "Only a draft can be changed or deleted."),
        CampaignVerdict.AlreadySent => throw RefusedException.Conflict("already_sent", change.Detail ?? "This campaign was sent already; it is not sent twice."),
        CampaignVerdict.NoSuchList => throw RefusedException.One(400, "not_found", "Invalid input.", change.Detail ?? "A list or segment of the audience does not exist.",
            new ApiErrorSource { Pointer = "/data/attributes/audiences" }),
        CampaignVerdict.BrokenTemplate => throw RefusedException.One(400, "invalid_template", "Invalid input.", change.Detail ?? "The text is not a template.",
            new ApiErrorSource { Pointer = "/data/attributes/campaign-messages/data/0/attributes/definition/content/body" }),
        CampaignVerdict.NotScheduled => throw RefusedException.Conflict("not_scheduled", change.Detail ?? "Only a scheduled campaign can be reverted to a draft."),
        CampaignVerdict.Finished => throw RefusedException.Conflict("finished", change.Detail ?? "This campaign is finished."),
        _ => throw new InvalidOperationException($"No answer for {change.Verdict}"),
    };
}
