namespace Sms;

internal static class CampaignsRegistration
{
    public static void MapCampaigns(this IEndpointRouteBuilder routes)
    {
        routes.MapCampaignDefinitions();
        routes.MapCampaignMessages();
        routes.MapCampaignTruth();
        routes.MapSendJobs();
        routes.MapEstimations();
    }
}
