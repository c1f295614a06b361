namespace Sms;

/// <summary>What a silo's own process has besides the silo: a port for orchestrators and operators. Nobody sends or reports here.</summary>
internal static class OpsRegistration
{
    private const string Url = "http://localhost:5090";

    /// <summary>A silo that stops lets its grains finish and the ledger drain. Whoever stops it must not lose patience before.</summary>
    public static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(60);

    /// <summary>Defaults of the silo's executable; <c>urls</c> says where the ops port listens.</summary>
    public static void AddOps(this WebApplicationBuilder builder)
    {
        builder.Configuration["Cluster:Role"] = nameof(ClusterRole.Silo);
        // Of N silos none is the one to play the provider; `dotnet run --project Api -- sandbox` does, and Sandbox:Url says where.
        builder.Configuration["Sandbox:Enabled"] ??= "false";
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(Url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);
        builder.Services.AddOptions<OpsOptions>().Bind(builder.Configuration.GetSection(OpsOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<OperatorKeys>();
    }

    public static void MapOps(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Ok(new SiloHealth("alive")));
        app.MapGet("/health/ready", async (Readiness readiness, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return await readiness.FindFaultAsync(context.RequestAborted) is { } fault
                ? Results.Json(new SiloHealth(fault), statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Ok(new SiloHealth("ready"));
        });
        // Open, like the probes: whoever scrapes a silo reaches a port that no stranger may reach, and there is nothing here but counts by carrier and reason.
        app.MapSmsMetrics(admits: null);
        var keys = app.Services.GetRequiredService<OperatorKeys>();
        app.MapSmsDashboard(context => keys.Admit(context.Request), OperatorKeys.Challenge);
    }
}

internal sealed record SiloHealth(string Status);
