using System.CommandLine;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary><c>watch &lt;campaign id&gt;</c>: the funnel as it moves, until nothing is in flight.</summary>
internal static class WatchCommand
{
    public static Command Build(Func<Func<ParseResult, Session, Task>, Func<ParseResult, CancellationToken, Task<int>>> guarded)
    {
        var campaign = new Argument<string>("campaign") { Description = "The campaign's id" };
        var command = new Command("watch", "Watch a campaign until every message has its last word") { campaign };
        command.SetAction(guarded((parsed, session) => WatchAsync(session, parsed.GetValue(campaign)!)));
        return command;
    }

    /// <summary>Ends when the campaign has come to rest, or when the person at the terminal has seen enough.</summary>
    public static async Task WatchAsync(Session session, string campaign)
    {
        try
        {
            await ShowAsync(session, campaign);
        }
        catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
        {
            session.Console.WriteLine("Stopped watching. The campaign goes on.");
        }
    }

    private static async Task ShowAsync(Session session, string campaign)
    {
        if (!session.Console.Profile.Capabilities.Interactive)
        {
            Funnel? last = null;
            await FollowAsync(session, campaign, funnel =>
            {
                if (funnel.Line != last?.Line)
                    session.Console.Profile.Out.Writer.WriteLine(funnel.Line);
                last = funnel;
            });
            return;
        }
        await session.Console.Live(new Text("…")).StartAsync(live => FollowAsync(session, campaign, funnel => live.UpdateTarget(funnel.Table)));
    }

    private static async Task FollowAsync(Session session, string campaign, Action<Funnel> show)
    {
        await foreach (var funnel in FunnelFeed.ReadAsync(session, campaign, session.Cancellation))
        {
            show(funnel);
            if (funnel.IsAtRest && await HasEndedAsync(session, campaign))
                return;
        }
    }

    // A funnel at rest may not have begun to move: only the campaign knows whether it will.
    private static async Task<bool> HasEndedAsync(Session session, string campaign)
    {
        var answer = await session.Api.GetAsync($"/api/campaigns/{Uri.EscapeDataString(campaign)}", session.Cancellation);
        var status = answer["data"]?["attributes"]?["status"]?.ToString() ?? "";
        if (status == "Draft")
            throw new CommandFailure("The campaign is a draft: nothing moves until it is sent.");
        return status == "Sent" || status.StartsWith("Cancelled", StringComparison.OrdinalIgnoreCase);
    }
}
