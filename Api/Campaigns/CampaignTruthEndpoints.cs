using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sms;

/// <summary>What became of a campaign: recounted, and live.</summary>
internal static class CampaignTruthEndpoints
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    /// <summary>A quiet stream says something this often, so that proxies and clients know it lives.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    public static void MapCampaignTruth(this IEndpointRouteBuilder routes)
    {
        var campaigns = routes.MapGroup("/campaigns/{id}").WithTags("Campaigns");
        campaigns.MapGet("audit", AuditAsync).WithSummary("Recounts a campaign from its events and compares.").Refuses(404);
        campaigns.MapGet("live", LiveAsync).WithSummary("Server-sent events 'totals' while the funnel changes.").Refuses(404);
    }

    private static async Task<JsonApi<Document<CampaignAuditAttributes>>> AuditAsync(string id, HttpRequest request, IGrainFactory grains, PublicLinks links)
    {
        var audit = CampaignId.TryParse(id, out var campaign) ? await grains.Campaign(campaign).AuditAsync() : null;
        if (audit is null) throw RefusedException.NotFound("campaign", id);
        var attributes = CampaignAuditAttributes.Of(audit, await grains.CampaignAudit(campaign).GetAsync());
        var self = links.To(request, $"/api/campaigns/{campaign.Value}/audit");
        return new(new Document<CampaignAuditAttributes>(new Resource<CampaignAuditAttributes>("campaign-audit", campaign.Value, attributes, self), self));
    }

    private static async Task<ServerSentEventsResult<CampaignLive>> LiveAsync(
        string id, HttpContext context, IGrainFactory grains, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        var campaign = await CampaignEndpoints.FindAsync(id, grains);
        return TypedResults.ServerSentEvents(WatchAsync(campaign.Id, grains, clock, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<CampaignLive>> WatchAsync(
        CampaignId id, IGrainFactory grains, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken gone)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, gone);
        using var timer = new PeriodicTimer(Pace, clock);
        CampaignLive? shown = null;
        var shownAt = DateTimeOffset.MinValue;
        do
        {
            if (await grains.Campaign(id).GetAsync() is not { } campaign) yield break;
            var now = CampaignLive.Of(campaign, await grains.Campaign(id).GetTotalsAsync());
            if (now == shown && clock.GetUtcNow() - shownAt < Quiet) continue;
            (shown, shownAt) = (now, clock.GetUtcNow());
            yield return new SseItem<CampaignLive>(now, "totals");
        }
        while (await TickAsync(timer, either.Token));
    }

    private static async ValueTask<bool> TickAsync(PeriodicTimer timer, CancellationToken end)
    {
        try
        {
            return await timer.WaitForNextTickAsync(end);
        }
        catch (OperationCanceledException)
        {
            // The client went, or the host stops: the stream ends, and that is all.
            return false;
        }
    }
}
