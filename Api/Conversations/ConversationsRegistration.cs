namespace Sms;

internal static class ConversationsRegistration
{
    public static void MapConversing(this IEndpointRouteBuilder routes)
    {
        routes.MapConversations();
        routes.MapSmsKeywords();
    }
}
