namespace Sms;

internal static class SegmentsRegistration
{
    public static void MapSegments(this IEndpointRouteBuilder routes)
    {
        routes.MapSegmentDefinitions();
        routes.MapSegmentProfiles();
    }
}
