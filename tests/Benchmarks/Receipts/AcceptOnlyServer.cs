using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sms.Benchmarks;

/// <summary>
/// What the product's receipts are compared with: an endpoint that reads a callback, verifies its signature with the product's own code, says 204 and
/// forgets it. Nothing that keeps its promise can be faster.
/// </summary>
internal static class AcceptOnlyServer
{
    /// <summary>Says its address, then runs until its standard input ends.</summary>
    public static async Task RunAsync(string token)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(context => AcceptAsync(context, [token]));
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync();
    }

    private static async Task AcceptAsync(HttpContext context, string[] tokens)
    {
        var request = context.Request;
        var body = new byte[request.ContentLength ?? 0];
        await request.Body.ReadExactlyAsync(body);
        var url = $"http://{request.Host.Value}{request.Path.Value}";
        context.Response.StatusCode = TwilioSignature.Fits(request.Headers["X-Twilio-Signature"], url, FormBody.Parse(body), tokens) ? 204 : 401;
    }
}
