namespace Sms;

internal static class MetricsRegistration
{
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapMetricDefinitions();
        routes.MapEvents();
        routes.MapAggregates();
        routes.MapCampaignValues();
        routes.MapParkedReceipts();
        routes.MapParkedReceiptReplays();
    }
}
