namespace Sms;

internal static class MetricsRegistration
{
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.MapMetricDefinitions();
        routes.MapEvents();
        routes.MapAggregates();
        routes.MapCampaignValues();
        routes.MapFlowReports();
        routes.MapParkedReceipts();
        routes.MapParkedReceiptReplays();
    }
}
