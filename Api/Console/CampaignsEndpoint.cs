namespace Sms;

/// <summary><c>GET /</c>: the campaigns, or the way in.</summary>
internal static partial class CampaignsEndpoint
{
    public static async Task<IResult> ShowAsync(HttpRequest request, ConsoleSession session, BoardReader reader, ILogger<BoardReader> logger)
    {
        if (!session.IsOpen(request)) return new ConsoleResult(SignInPage.Render(problem: null));
        try
        {
            return new ConsoleResult(CampaignsPage.Render(await reader.ReadAsync()));
        }
        catch (Exception fault)
        {
            // Whatever the cause, a person gets a page that says so; the log has the rest.
            LogNotShown(logger, fault);
            request.HttpContext.Response.Headers.RetryAfter = "2";
            return new ConsoleResult(UnavailablePage.Render(), StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The campaigns could not be read for the console")]
    private static partial void LogNotShown(ILogger logger, Exception fault);
}
