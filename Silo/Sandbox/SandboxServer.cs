using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>The sandbox as a server of its own, beside the product in the same process: the product reaches it over HTTP and in no other way.</summary>
internal sealed partial class SandboxServer(
    IOptions<SandboxOptions> options, SandboxAccount account, SandboxMood mood, SandboxAddress address, SandboxDatabase database, TimeProvider clock,
    ILoggerFactory loggers) : IHostedService, IAsyncDisposable, IDisposable
{
    private readonly ILogger logger = loggers.CreateLogger<SandboxServer>();
    private SandboxLedger? ledger;
    private SandboxCallbacks? callbacks;
    private SandboxInbound? inbound;
    private SandboxSmpp? smpp;
    private WebApplication? app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ledger = new SandboxLedger(database.Path);
        var dialects = new SandboxDialects();
        callbacks = new SandboxCallbacks(ledger, dialects, options.Value, clock, loggers.CreateLogger<SandboxCallbacks>());
        inbound = new SandboxInbound(account, ledger, dialects, options.Value, clock);
        var desk = new SandboxDesk(ledger, callbacks, mood, clock);
        dialects.Learn(
            new SandboxApi(account, ledger, desk, callbacks, clock), new SandboxVonage(account, ledger, desk, clock),
            new SandboxTelnyx(account, ledger, desk, clock), new SandboxPlivo(account, ledger, desk, clock));
        if (options.Value.SmppUrl is { } smppUrl)
        {
            smpp = dialects.Smpp = new SandboxSmpp(account, desk, options.Value, clock);
            address.SetSmpp(smpp.Start(new Uri(smppUrl)));
        }
        var control = new SandboxControl(account, ledger, callbacks, mood, inbound, clock);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Bindable(new Uri(options.Value.Url)));
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        builder.Services.AddSingleton(loggers);
        app = builder.Build();
        app.Run(context => dialects.Of(context.Request.Path) is { } dialect ? dialect.HandleAsync(context) : control.HandleAsync(context));
        await app.StartAsync(cancellationToken);
        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        address.Set(new Uri(listening.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)));

        var pending = ledger.LoadPending();
        foreach (var message in pending) callbacks.Schedule(message);
        callbacks.Start();
        LogListening(address.Url, pending.Count);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (app is not null) await app.StopAsync(cancellationToken);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (smpp is not null) await smpp.DisposeAsync();
        if (callbacks is not null) await callbacks.DisposeAsync();
        inbound?.Dispose();
        if (ledger is not null) await ledger.DisposeAsync();
        (app, smpp, callbacks, ledger) = (null, null, null, null);
    }

    /// <summary>For containers that are not disposed asynchronously; a host stops it first, and then nothing is left to do.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Kestrel finds a free port for an address, not for a name that has two.</summary>
    private static string Bindable(Uri url) => url is { Port: 0, Host: "localhost" } ? "http://127.0.0.1:0" : $"{url.Scheme}://{url.Authority}";
}
