namespace Sms;

/// <summary>Operators may see the Orleans dashboard of the silo in this process.</summary>
internal static class DashboardDoor
{
    // Everybody else goes to the console, which asks for the key.
    public static WebApplication MapDashboard(this WebApplication app) =>
        app.MapSmsDashboard(app.Services.GetRequiredService<Operators>().Admit, context => context.Response.Redirect("/"));
}
