namespace Sms;

/// <summary>Who signed in to the console, or sends an API key, may see the Orleans dashboard of the silo in this process.</summary>
internal static class DashboardDoor
{
    public static WebApplication MapDashboard(this WebApplication app)
    {
        var (session, keys) = (app.Services.GetRequiredService<ConsoleSession>(), app.Services.GetRequiredService<ApiKeys>());
        return app.MapSmsDashboard(
            context => session.IsOpen(context.Request) || (ApiKeys.Read(context.Request.Headers.Authorization) is { } key && keys.Find(key) >= 0),
            // To the console, which asks for the key.
            context => context.Response.Redirect("/"));
    }
}
