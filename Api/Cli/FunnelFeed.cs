using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sms.Terminal;

/// <summary>A campaign's figures as they change: the server's event stream, or asking again where there is none or it breaks.</summary>
internal static class FunnelFeed
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    public static async IAsyncEnumerable<Funnel> ReadAsync(Session session, string campaign, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The first answer comes by the audit: it says at once whether there is such a campaign.
        yield return await AskAsync(session, campaign, cancellation);
        while (true)
        {
            await foreach (var funnel in StreamAsync(session, campaign, cancellation))
                yield return funnel;
            await Task.Delay(AskAgain, session.Clock, cancellation);
            yield return await AskAsync(session, campaign, cancellation);
        }
    }

    private static async Task<Funnel> AskAsync(Session session, string campaign, CancellationToken cancellation) =>
        Funnel.Read(await session.Api.GetAsync($"/api/campaigns/{Uri.EscapeDataString(campaign)}/audit", cancellation))
        ?? throw new CommandFailure("The server's audit of the campaign cannot be read.");

    private static async IAsyncEnumerable<Funnel> StreamAsync(Session session, string campaign, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await OpenAsync(session, campaign, cancellation);
        if (stream is null)
            yield break;
        await using var events = SseParser.Create(stream).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(events))
            if (Read(events.Current.Data) is { } funnel)
                yield return funnel;
    }

    private static async Task<Stream?> OpenAsync(Session session, string campaign, CancellationToken cancellation)
    {
        try
        {
            return await session.Api.OpenAsync($"/api/campaigns/{Uri.EscapeDataString(campaign)}/live", cancellation);
        }
        catch (HttpRequestException)
        {
            // The audit is asked next, and says what is wrong if anything is.
            return null;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            // A stream that breaks off is followed by asking, and then by another stream.
            return false;
        }
    }

    private static Funnel? Read(string data)
    {
        try
        {
            return Funnel.Read(JsonNode.Parse(data));
        }
        catch (JsonException)
        {
            // Not figures: a comment or a ping of a kind we do not know.
            return null;
        }
    }
}
