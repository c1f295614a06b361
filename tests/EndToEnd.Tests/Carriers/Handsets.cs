using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <param name="Final">The last word as the carrier knows it.</param>
/// <param name="Told">A callback with the last word was planned.</param>
/// <param name="At">When the carrier took it.</param>
internal sealed record Texted(string To, string? Final, bool Told, string? Callback, DateTimeOffset At)
{
    /// <summary>The product's id of the message.</summary>
    public string Message => Callback!.Split('#')[0].Split('/')[^1];
}

/// <summary>What reached whom, as the sandbox remembers it, and what the product says about that person.</summary>
internal static class Handsets
{
    public static async Task<List<Texted>> TextedAsync(EmbeddedApp app, Uri? sandbox = null)
    {
        var all = new List<Texted>();
        for (var query = "size=1000"; ;)
        {
            var page = await app.GetAsync(new Uri(sandbox ?? app.Sandbox, "/sandbox/messages?" + query).AbsoluteUri);
            foreach (var message in page["messages"]!.AsArray())
                all.Add(new Texted((string)message!["to"]!, (string?)message["final_status"], (bool)message["announced"]!, (string?)message["status_callback"], TimeOf((string)message["accepted_at"]!)));
            if (page["next"] is not { } next) return all;
            query = $"size=1000&before={next}";
        }
    }

    private static DateTimeOffset TimeOf(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The status words of each message's callbacks as the sandbox planned them, repetitions included, in the order they were due.</summary>
    public static async Task<List<IReadOnlyList<string>>> PlansAsync(EmbeddedApp app, Uri sandbox)
    {
        var all = new List<IReadOnlyList<string>>();
        for (var query = "size=1000"; ;)
        {
            var page = await app.GetAsync(new Uri(sandbox, "/sandbox/messages?" + query).AbsoluteUri);
            foreach (var message in page["messages"]!.AsArray())
            {
                var steps = ((string)message!["steps"]!).Split(';', StringSplitOptions.RemoveEmptyEntries).Select(step => step.Split(' '));
                all.Add([.. steps.OrderBy(step => int.Parse(step[0], System.Globalization.CultureInfo.InvariantCulture)).Select(step => step[1])]);
            }
            if (page["next"] is not { } next) return all;
            query = $"size=1000&before={next}";
        }
    }

    /// <summary>How many different orders of four statuses there are among them; at most 24, whatever the last word was.</summary>
    public static int Orders(IEnumerable<IReadOnlyList<string>> plans) => plans.Select(plan => plan.Distinct().ToList()).Where(words => words.Count == 4)
        .Select(words => string.Join(' ', words).Replace("undelivered", "delivered", StringComparison.Ordinal)).Distinct().Count();

    /// <summary>The person's own counters, by number.</summary>
    public static async Task<Figures> OwnFiguresAsync(EmbeddedApp app, string phone)
    {
        var found = await app.GetAsync($"/api/profiles?filter=equals(phone_number,\"{Uri.EscapeDataString(phone)}\")");
        var id = (string)Assert.Single(found["data"]!.AsArray())!["id"]!;
        var totals = (await app.GetAsync($"/api/profiles/{id}?additional-fields[profile]=sms_totals"))["data"]!["attributes"]!["sms_totals"]!;
        return new Figures((long)totals["sent"]!, (long)totals["received"]!, (long)totals["failed"]!);
    }
}
