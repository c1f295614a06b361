namespace Sms;

internal static class SubscribersRegistration
{
    public static void MapSubscribers(this IEndpointRouteBuilder routes)
    {
        routes.MapProfiles();
        routes.MapProfileLists();
        routes.MapDecisions();
        routes.MapImportJobs();
        routes.MapSubscriptionJobs();
        routes.MapLists();
        routes.MapListMembers();
        routes.MapConsentTrail();
        routes.MapPrivacy();
        routes.MapCleaningJobs();
        routes.MapDeactivationJobs();
        routes.MapSuppressionJobs();
    }
}
