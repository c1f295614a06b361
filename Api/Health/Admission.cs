using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// Lets in what there is room for and turns the rest away at once, 503 with <c>Retry-After</c>, before anything of it is read: a gateway that takes everything
/// answers nothing in time. Probes and metrics pass always; they are how one learns of it.
/// </summary>
internal sealed partial class Admission(
    RequestDelegate next, IOptions<GatewayOptions> options, GatewayCounters counters, TimeProvider clock, ILogger<Admission> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly int room = options.Value.RequestsInFlight;
    private readonly double share = options.Value.MemoryLimitPercent / 100;
    private int inside;
    private long? lookedAt;
    private bool isShort;
    private long? refusedAt;

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsAlwaysAnswered(context.Request.Path))
        {
            await next(context);
            return;
        }

        var count = Interlocked.Increment(ref inside);
        try
        {
            if (count > room) await RefuseAsync(context, Overload.Requests, count);
            else if (IsShortOfMemory()) await RefuseAsync(context, Overload.Memory, count);
            else await next(context);
        }
        finally { Interlocked.Decrement(ref inside); }
    }

    private static bool IsAlwaysAnswered(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics");

    /// <summary>
    /// The process' resident memory against what it may have: the container's limit, or the machine's memory. Looked at four times a second; that two requests
    /// may look at once does no harm.
    /// </summary>
    private bool IsShortOfMemory()
    {
        if (lookedAt is { } then && clock.GetElapsedTime(then) < Look) return isShort;
        lookedAt = clock.GetTimestamp();
        return isShort = Environment.WorkingSet > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * share;
    }

    private Task RefuseAsync(HttpContext context, Overload why, int count)
    {
        counters.TurnedAway(why);
        // One line when it begins, however many follow.
        if (refusedAt is not { } last || clock.GetElapsedTime(last) > Quiet) LogFull(why, count);
        refusedAt = clock.GetTimestamp();
        return Failures.WriteAsync(
            context,
            new RefusedException(503, [ApiError.Of(503, "overloaded", "Too much at once.", "Nothing was read or done. Try again after the time given in Retry-After.")])
            {
                RetryAfter = Again,
            });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Requests are turned away, for want of room for {Why}; {Count} are under way")]
    private partial void LogFull(Overload why, int count);
}
