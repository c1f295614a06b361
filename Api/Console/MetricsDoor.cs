namespace Sms;

/// <summary>
/// The gateway's port is everybody's, so its figures are for who has an API key (a scraper's bearer token) or signed in to the console. A silo's ops port shows
/// them to whoever reaches it.
/// </summary>
internal static class MetricsDoor
{
    public static WebApplication MapScrape(this WebApplication app)
    {
        var operators = app.Services.GetRequiredService<Operators>();
        return app.MapSmsMetrics(operators.Admit);
    }
}
