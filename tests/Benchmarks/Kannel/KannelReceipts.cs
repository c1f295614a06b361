using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Sms.Benchmarks;

/// <summary>Kannel's caller: is told of deliveries, and counts which of its messages were delivered.</summary>
internal sealed class KannelReceipts : IAsyncDisposable
{
    private const string Delivered = "1";

    private readonly WebApplication app;
    private int[] told = [];
    private long last;
    private int first;
    private int received;

    private KannelReceipts(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Messages that were delivered, each counted once.</summary>
    public int Received => Volatile.Read(ref received);

    /// <summary>When the last of them was.</summary>
    public long Last => Volatile.Read(ref last);

    public static async Task<KannelReceipts> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receipts = new KannelReceipts(app);
        app.Run(receipts.TakeAsync);
        await app.StartAsync();
        receipts.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return receipts;
    }

    /// <summary>Where the delivery of this message is told; Kannel puts the kind of receipt in.</summary>
    public string Of(int message) => string.Create(CultureInfo.InvariantCulture, $"{Url}{message}/%d");

    /// <summary>From now on these are waited for.</summary>
    public void Expect(int from, int count) => (first, told, received) = (from, new int[count], 0);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task TakeAsync(HttpContext context)
    {
        var parts = (context.Request.Path.Value ?? "").Split('/');
        if (parts is [_, var message, Delivered] && int.Parse(message, CultureInfo.InvariantCulture) - first is >= 0 and var place && place < told.Length
            && Interlocked.Exchange(ref told[place], 1) == 0)
        {
            Interlocked.Increment(ref received);
            Volatile.Write(ref last, Stopwatch.GetTimestamp());
        }
        return Task.CompletedTask;
    }
}
