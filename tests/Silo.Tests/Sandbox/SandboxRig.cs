using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sms.Tests;

namespace Sms;

/// <summary>The sandbox, the adapter that talks to it, and a gateway of a few lines that takes its callbacks. All over real HTTP, on free ports.</summary>
internal sealed class SandboxRig : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
    private readonly WebApplication gateway;
    private readonly Dictionary<string, string?> settings;
    private readonly ConcurrentQueue<Arrival> arrivals = new();
    private readonly ConcurrentQueue<(Func<IReadOnlyCollection<Arrival>, bool> When, TaskCompletionSource Then)> waits = new();
    private ServiceProvider? services;

    internal sealed record Arrival(string Message, CallbackReading Reading, CarrierCallback Callback);

    private SandboxRig(WebApplication gateway, (string Key, string Value)[] settings)
    {
        this.gateway = gateway;
        this.settings = new()
        {
            ["Sandbox:Url"] = "http://localhost:0",
            ["Data:Directory"] = folder,
            ["Gateway:PublicUrl"] = gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(),
            ["Sandbox:SentDelayMin"] = "0",
            ["Sandbox:SentDelayMax"] = "20",
            ["Sandbox:FinalDelayMin"] = "5",
            ["Sandbox:FinalDelayMax"] = "30",
        };
        foreach (var (key, value) in settings) this.settings[key] = value;
    }

    /// <summary>What the gateway answers next; 204 when nothing is queued.</summary>
    public Func<int> Answer { get; set; } = () => 204;

    public ICarrier Carrier => services!.GetRequiredService<ICarriers>().Find("sandbox")!;
    public int SmppPort => services!.GetRequiredService<SandboxAddress>().Smpp.Port;
    public Uri Url => services!.GetRequiredService<SandboxAddress>().Url;
    public IReadOnlyCollection<Arrival> Arrivals => arrivals;
    public HttpClient Http { get; } = new();
    public LoggedLines Log { get; } = new();

    public static async Task<SandboxRig> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        SandboxRig? rig = null;
        app.Run(context => rig!.ReceiveAsync(context));
        await app.StartAsync();
        rig = new SandboxRig(app, settings);
        await rig.StartSandboxAsync();
        return rig;
    }

    public async Task StartSandboxAsync()
    {
        services = new ServiceCollection().AddLogging(logging => logging.AddProvider(Log)).AddCarriers(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        foreach (var hosted in services.GetServices<Microsoft.Extensions.Hosting.IHostedService>()) await hosted.StartAsync(default);
    }

    public async Task StopSandboxAsync()
    {
        if (services is not null) await services.DisposeAsync();
        services = null;
    }

    public Task<SubmitReply> SubmitAsync(string to, int ordinal = 0, string body = "Hello") =>
        Carrier.SubmitAsync(new CarrierMessage(Id(ordinal), to, "78745", body), TestContext.Current.CancellationToken);

    public static MessageId Id(int ordinal) => new($"01HZZZZZZZZZZZZZZZZZZZZZZZ-2611-{ordinal}");

    /// <summary>Completes when the arrived callbacks are as asked for.</summary>
    public Task ArrivedAsync(Func<IReadOnlyCollection<Arrival>, bool> when)
    {
        var wait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waits.Enqueue((when, wait));
        Tell();
        return wait.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async Task<SandboxTruth> TruthAsync(string query = "") =>
        (await Http.GetFromJsonAsync(new Uri(Url, "/sandbox/truth" + query), SandboxJsonContext.Default.SandboxTruth, TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        await StopSandboxAsync();
        await gateway.DisposeAsync();
        Http.Dispose();
        Directory.Delete(folder, true);
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var callback = new CarrierCallback
        {
            Method = context.Request.Method,
            Url = $"{settings["Gateway:PublicUrl"]}{context.Request.Path}{context.Request.QueryString}",
            ContentType = context.Request.ContentType,
            Headers = context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
            Body = body.ToArray(),
        };
        context.Response.StatusCode = Answer();
        if (context.Response.StatusCode >= 300) return;
        arrivals.Enqueue(new(callback.Url[(callback.Url.LastIndexOf('/') + 1)..], Carrier.Read(callback, TimeProvider.System.GetUtcNow()), callback));
        Tell();
    }

    private void Tell()
    {
        foreach (var (when, then) in waits)
            if (when(arrivals)) then.TrySetResult();
    }
}
