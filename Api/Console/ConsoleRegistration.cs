using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sms;

/// <summary>The console: pages for people, beside the API for programs.</summary>
internal static class ConsoleRegistration
{
    /// <summary>A form here is an API key, or nothing.</summary>
    private const int FormBytes = 4096;

    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => ApiKeys.Load(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ConsoleSession>();
        services.AddSingleton<Operators>();
        services.AddSingleton<SignInLimiter>();
        services.AddSingleton<BoardReader>();
        services.AddSingleton<LiveBoard>();
        return services;
    }

    public static WebApplication MapConsole(this WebApplication app)
    {
        var console = app.MapGroup("").AddEndpointFilter<ConsoleHeaders>().ExcludeFromDescription();
        console.MapGet("/", CampaignsEndpoint.ShowAsync);
        console.MapGet("/sign-in", () => TypedResults.Redirect("/"));
        console.MapPost("/sign-in", SignInEndpoints.SignInAsync).WithMetadata(new RequestSizeLimitAttribute(FormBytes));
        console.MapPost("/sign-out", SignInEndpoints.SignOut).WithMetadata(new RequestSizeLimitAttribute(FormBytes));
        console.MapGet("/console/live", LiveEndpoint.StreamAsync);
        console.MapGet("/console/session", (HttpRequest request, ConsoleSession session) =>
            session.IsOpen(request) ? Results.NoContent() : Results.Unauthorized());
        console.MapGet("/console/{name}", ConsoleAssets.Get);
        return app;
    }
}
