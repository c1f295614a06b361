namespace Sms;

/// <summary>Whom a campaign would reach. A job and its estimate have the campaign's id.</summary>
internal static class EstimationEndpoints
{
    private const string Type = "campaign-recipient-estimation", JobType = "campaign-recipient-estimation-job";

    public static void MapEstimations(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/campaign-recipient-estimation-jobs").WithTags("Campaigns");
        jobs.MapPost("", OrderAsync).WithSummary("Asks how many people a campaign would reach.").Refuses(404, 415);
        jobs.MapGet("{id}", GetJobAsync).WithSummary("Whether an estimate is there.").Refuses(404);
        routes.MapGet("/campaign-recipient-estimations/{id}", GetAsync).WithTags("Campaigns")
            .WithSummary("How many people a campaign would reach, and how many it would skip for what.").Refuses(404);
    }

    private static async Task<JsonApiAccepted<Document<EstimationJobAttributes>>> OrderAsync(
        RequestDocument<EstimationJobAttributes> body, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, JobType);
        problems.RequireText(body.Data?.Id, "/data/id", 255);
        problems.ThrowIfAny();
        var document = Job(await CampaignEndpoints.FindAsync(body.Data!.Id!, grains), request, links);
        return new(document, document.Links.Self);
    }

    private static async Task<JsonApi<Document<EstimationJobAttributes>>> GetJobAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links) =>
        new(Job(await CampaignEndpoints.FindAsync(id, grains), request, links));

    private static async Task<JsonApi<Document<EstimationAttributes>>> GetAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var estimate = (CampaignId.TryParse(id, out var campaign) ? await grains.Campaign(campaign).EstimateAsync() : null)
            ?? throw RefusedException.NotFound("campaign", id);
        var self = links.To(request, "/api/campaign-recipient-estimations/" + id);
        return new(new Document<EstimationAttributes>(new Resource<EstimationAttributes>(Type, id, EstimationAttributes.Of(estimate), self), self));
    }

    /// <summary>Always complete: the estimate is counted when it is read, so it is never older than the question.</summary>
    private static Document<EstimationJobAttributes> Job(Campaign campaign, HttpRequest request, PublicLinks links)
    {
        var self = links.To(request, "/api/campaign-recipient-estimation-jobs/" + campaign.Id.Value);
        return new(new Resource<EstimationJobAttributes>(JobType, campaign.Id.Value, new EstimationJobAttributes("complete"), self), self);
    }
}

public sealed record EstimationJobAttributes(string? Status);

/// <param name="EstimatedRecipientCount">People nothing known speaks against.</param>
/// <param name="Targeted">Ours: people in the audience.</param>
/// <param name="Skipped">Ours: those who would be skipped, by the reason their event would carry.</param>
/// <param name="EstimatedAt">Ours: when it was counted.</param>
public sealed record EstimationAttributes(
    long EstimatedRecipientCount, long Targeted, IReadOnlyList<EstimatedSkip> Skipped, DateTimeOffset EstimatedAt)
{
    public static EstimationAttributes Of(CampaignEstimate estimate) => new(
        estimate.Recipients, estimate.Targeted, [.. estimate.Skipped.Select(skip => new EstimatedSkip(skip.Reason.Label()!, skip.People))], estimate.At);
}

public sealed record EstimatedSkip(string Reason, long Count);
