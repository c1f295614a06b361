using System.Text.Json.Nodes;

namespace Sms.LocalCluster;

/// <summary>Our audit of a campaign beside the books the provider kept by itself.</summary>
/// <param name="Line">For people.</param>
internal sealed record Verdict(bool IsExact, string Line)
{
    /// <summary>Null: no answer yet.</summary>
    public static async Task<Verdict?> AskAsync(DemoClient client, Uri provider, string campaign, int people, CancellationToken stop)
    {
        try
        {
            var truth = await client.TruthAsync(provider, campaign, stop);
            return Of(await client.AuditAsync(campaign, stop), truth, people);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>
    /// What was looked up after a crash we may know although no callback told it: then ours is more than the provider told, by no more than it kept to itself. An
    /// intent whose request died with a silo is unknown and not counted as sent. Numbers that failed for good in one campaign are skipped by the next.
    /// </summary>
    private static Verdict Of(JsonObject ours, JsonObject theirs, int people)
    {
        long Our(string name) => (long)ours[name]!;
        long Their(string name) => (long)theirs[name]!;
        bool Within(string our, string told, string untold) => Our(our) - Their(told) is >= 0 and var more && more <= Their(untold);

        var exact = Our("targeted") == people && Our("deferred") == 0
            && people == Our("skipped") + Our("relayed") + Our("refused") + Our("submit_unknown")
            && Our("relayed") == Their("accepted") && Within("received", "delivered", "silent_delivered") && Within("failed", "failed", "silent_failed")
            && Their("waiting") == 0 && Their("texted_twice") == 0 && ours["differences"]!.AsArray().Count == 0;
        return new Verdict(exact,
            $"""
            ours         targeted {Our("targeted")}, sent {Our("relayed")}, received {Our("received")}, failed {Our("failed")}, in flight {Our("in_flight")}, submit unknown {Our("submit_unknown")}, skipped {Our("skipped")}
            provider's   accepted {Their("accepted")}, delivered {Their("delivered")}, failed {Their("failed")}, never told {Their("silent")}, texted twice {Their("texted_twice")}
            {(exact ? "EXACT        our report is what the provider's own books say" : "DIFFERS      our report is not what the provider's own books say: " + ours.ToJsonString() + theirs.ToJsonString())}
            """);
    }
}
