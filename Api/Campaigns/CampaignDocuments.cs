namespace Sms;

/// <summary>Campaigns and their messages as JSON:API resources.</summary>
internal static class CampaignDocuments
{
    private const string MessagesPointer = "/data/attributes/campaign-messages/data";

    public static Resource<CampaignAttributes> Resource(
        Campaign campaign, HttpRequest request, PublicLinks links, IReadOnlyList<VariationTotals>? figures = null)
    {
        var path = "/api/campaigns/" + campaign.Id.Value;
        return new("campaign", campaign.Id.Value, CampaignAttributes.Of(campaign, figures), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["campaign-messages"] = links.Relation(request, path, "campaign-messages", MessageIds(campaign).Select(id => new ResourceId("campaign-message", id)).ToArray()),
                ["tags"] = links.Relation(request, path, "tags", Array.Empty<ResourceId>()),
            },
        };
    }

    public static Document<CampaignAttributes> Document(
        Campaign campaign, HttpRequest request, PublicLinks links, bool withMessage = false, IReadOnlyList<VariationTotals>? figures = null) =>
        new(Resource(campaign, request, links, figures), links.To(request, "/api/campaigns/" + campaign.Id.Value))
        {
            Included = withMessage ? [.. Messages(campaign, request, links)] : null,
        };

    /// <summary>One message, or one for each variation.</summary>
    public static IEnumerable<Resource<CampaignMessageAttributes>> Messages(Campaign campaign, HttpRequest request, PublicLinks links) =>
        MessageIds(campaign).Select(id => Message(campaign, id, request, links));

    public static Resource<CampaignMessageAttributes> Message(Campaign campaign, string id, HttpRequest request, PublicLinks links)
    {
        var path = "/api/campaign-messages/" + id;
        return new("campaign-message", id, CampaignMessageAttributes.Of(campaign, id), links.To(request, path))
        {
            Relationships = new Dictionary<string, Relationship>
            {
                ["campaign"] = links.Relation(request, path, "campaign", new ResourceId("campaign", campaign.Id.Value)),
            },
        };
    }

    private static IEnumerable<string> MessageIds(Campaign campaign) =>
        campaign.Definition.Variations is { Count: > 1 } variations ? variations.Select(variation => variation.Id) : [campaign.MessageId];

    /// <summary>The campaign of a change that was made; the refusal of one that was not.</summary>
    public static Campaign Changed(CampaignChange change, string id)
    {
        var now = change.Campaign is { } campaign ? $"This campaign is {CampaignAttributes.StatusOf(campaign)}. " : "";
        return change.Verdict switch
        {
            CampaignVerdict.Done => change.Campaign!,
            CampaignVerdict.Unknown => throw RefusedException.NotFound("campaign", id),
            CampaignVerdict.NotADraft => throw RefusedException.Conflict(
                "not_a_draft", now + "Only a draft can be changed or deleted, and of a scheduled campaign its send_strategy alone can be changed: revert it to a draft first."),
            CampaignVerdict.AlreadySent => throw RefusedException.Conflict("already_sent", now + "It was sent already, and is not sent twice."),
            CampaignVerdict.NoSuchList => throw RefusedException.One(400, "not_found", "Invalid input.", change.Detail ?? "A list or segment of the audience does not exist.",
                new ApiErrorSource { Pointer = "/data/attributes/audiences" }),
            CampaignVerdict.BrokenTemplate => throw RefusedException.One(400, "invalid_template", "Invalid input.", change.Detail ?? "The text is not a template.",
                new ApiErrorSource { Pointer = change.Campaign?.Definition.Variations.Count > 1 ? MessagesPointer : MessagesPointer + "/0/attributes/definition/content/body" }),
            CampaignVerdict.NotScheduled => throw RefusedException.Conflict(
                "not_scheduled", now + "Only a scheduled campaign, whose audience is not fixed yet, can be reverted to a draft or put to another time, and a draft has nothing to cancel."),
            CampaignVerdict.NotSending => throw RefusedException.Conflict("not_sending", now + "Only what is being sent can be paused: a scheduled campaign is reverted or put to another time."),
            CampaignVerdict.NotPaused => throw RefusedException.Conflict("not_paused", now + "Only a paused campaign can be resumed."),
            CampaignVerdict.Finished => throw RefusedException.Conflict("finished", now + "It is over, and nothing can stop or move it any more."),
            _ => throw new InvalidOperationException($"No answer for {change.Verdict}"),
        };
    }
}
