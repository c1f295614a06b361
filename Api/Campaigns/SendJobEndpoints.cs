using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sms;

/// <summary>Sending a campaign. A send job has its campaign's id.</summary>
internal static class SendJobEndpoints
{
    private const string Type = "campaign-send-job";

    public static void MapSendJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/campaign-send-jobs").WithTags("Campaigns");
        jobs.MapPost("", SendAsync).WithSummary("Sends a campaign, at once or at its time.").Refuses(404, 409, 415);
        jobs.MapGet("{id}", GetAsync).WithSummary("How far a campaign's sending is.").Refuses(404);
        jobs.MapPatch("{id}", ChangeAsync).WithSummary("Cancels a campaign for good, reverts a scheduled one to a draft, pauses or resumes one that is being sent.").Refuses(404, 409, 415);
    }

    private static async Task<JsonApiAccepted<Document<SendJobAttributes>>> SendAsync(
        RequestDocument<SendJobInput> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, Type);
        problems.RequireText(body.Data?.Id, "/data/id", 255);
        problems.ThrowIfAny();
        var id = body.Data!.Id!;
        if (!CampaignId.TryParse(id, out var campaign)) throw RefusedException.NotFound("campaign", id);
        var document = Document(CampaignDocuments.Changed(await grains.Campaign(campaign).SendAsync(), id), request, links);
        return new(document, document.Links.Self);
    }

    private static async Task<JsonApi<Document<SendJobAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var campaign = await CampaignEndpoints.FindAsync(id, grains);
        if (campaign.Status == CampaignStatus.Draft) throw RefusedException.NotFound(Type, id);
        return new(Document(campaign, request, links));
    }

    private static async Task<NoContent> ChangeAsync(string id, RequestDocument<SendJobInput> body, IGrainFactory grains)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, Type);
        problems.CheckId(body.Data?.Id, id);
        var action = body.Data?.Attributes?.Action;
        if (action is not ("cancel" or "revert" or "pause" or "resume")) problems.Add("/data/attributes/action", "One of cancel, revert, pause, resume was expected.");
        problems.ThrowIfAny();
        if (!CampaignId.TryParse(id, out var campaign)) throw RefusedException.NotFound(Type, id);
        var grain = grains.Campaign(campaign);
        CampaignDocuments.Changed(
            await (action switch
            {
                "cancel" => grain.CancelAsync(),
                "revert" => grain.RevertAsync(),
                "pause" => grain.PauseAsync(),
                _ => grain.ResumeAsync(),
            }),
            id);
        return TypedResults.NoContent();
    }

    private static Document<SendJobAttributes> Document(Campaign campaign, HttpRequest request, PublicLinks links)
    {
        var self = links.To(request, "/api/campaign-send-jobs/" + campaign.Id.Value);
        var status = campaign.Status switch
        {
            CampaignStatus.Scheduled => "queued",
            CampaignStatus.Preparing or CampaignStatus.Sending or CampaignStatus.Paused => "processing",
            CampaignStatus.Sent => "complete",
            CampaignStatus.Cancelled or CampaignStatus.CancelledNoRecipients => "cancelled",
            CampaignStatus.None or CampaignStatus.Draft or _ => "queued",
        };
        return new(new Resource<SendJobAttributes>(Type, campaign.Id.Value, new SendJobAttributes(status) { PausedAt = campaign.PausedAt }, self), self);
    }
}

/// <param name="Action">Klaviyo's <c>cancel</c> and <c>revert</c>; ours: <c>pause</c> and <c>resume</c>.</param>
public sealed record SendJobInput(string? Action);

/// <param name="Status"><c>queued</c>, <c>processing</c>, <c>complete</c> or <c>cancelled</c>.</param>
public sealed record SendJobAttributes(string Status)
{
    /// <summary>Ours: since when nobody is offered anything; absent unless it is paused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public DateTimeOffset? PausedAt { get; init; }
}
