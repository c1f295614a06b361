using System.Text;

namespace Sms;

/// <summary>
/// <c>GET /console/live</c>: server-sent events. Each is a JSON object with the campaigns that changed, the order of all shown, and the tiles;
/// the first holds everything, so a browser that lost its connection simply connects again.
/// </summary>
internal static class LiveEndpoint
{
    /// <summary>A comment this often tells proxies, and us, that the other end is still there.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task StreamAsync(HttpContext context, LiveBoard live, ConsoleSession session, TimeProvider clock, IHostApplicationLifetime host)
    {
        if (!session.IsOpen(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        // A stream that never ends would hold up the end of the process.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await StreamAsync(context.Response, live, clock, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The viewer left, or the process ends: that is how a stream is meant to end.
        }
    }

    private static async Task StreamAsync(HttpResponse response, LiveBoard live, TimeProvider clock, CancellationToken stop)
    {
        await WriteAsync(response, "retry: 2000\n\n", stop);
        using var seat = live.Watch();
        Board? last = null;
        var next = seat.Boards.ReadAsync(stop).AsTask();
        while (true)
        {
            var text = ": still here\n\n";
            try
            {
                var board = await next.WaitAsync(Heartbeat, clock, stop);
                text = board.Since(last) is { } change ? $"data: {change}\n\n" : null;
                last = board;
                next = seat.Boards.ReadAsync(stop).AsTask();
            }
            catch (TimeoutException)
            {
                // Nothing new for a while: the comment goes out.
            }

            if (text is not null) await WriteAsync(response, text, stop);
        }
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken stop)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
        await response.Body.FlushAsync(stop);
    }
}
