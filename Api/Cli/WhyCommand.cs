using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary><c>why &lt;profile id or phone&gt; [campaign]</c>: which messages a person got, which not, and why.</summary>
internal static class WhyCommand
{
    public static Command Build(Func<Func<ParseResult, Session, Task>, Func<ParseResult, CancellationToken, Task<int>>> guarded)
    {
        var person = new Argument<string>("person") { Description = "A profile's id, or its phone number in E.164" };
        var campaign = new Argument<string?>("campaign") { Description = "Only this campaign's messages", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every message there was; else the last twenty" };
        var command = new Command("why", "Show which messages a person got, which not, and why") { person, campaign, all };
        command.SetAction(guarded((parsed, session) => ShowAsync(session, parsed.GetValue(person)!, parsed.GetValue(campaign), parsed.GetValue(all))));
        return command;
    }

    private static async Task ShowAsync(Session session, string person, string? campaign, bool all)
    {
        var id = person.StartsWith('+') ? await FindAsync(session, person) : person;
        var filter = campaign is null ? "" : $"?filter=equals(campaign_id,%22{Uri.EscapeDataString(campaign)}%22)";
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Time (UTC)", "Decision", "Reason", "Detail", "Message");
        table.Columns[0].NoWrap();
        for (var page = $"/api/profiles/{Uri.EscapeDataString(id)}/decisions{filter}"; page is not null;)
        {
            var answer = await session.Api.GetAsync(page, session.Cancellation);
            foreach (var decision in (answer["data"] as JsonArray ?? []).Select(item => item!["attributes"]!)) table.AddRow([.. Cells(decision)]);
            page = all ? ApiClient.NextOf(answer) : null;
        }
        if (table.Rows.Count == 0) session.Console.MarkupLine("Nothing was decided about this person yet: no campaign reached them.");
        else session.Console.Write(table);
    }

    private static async Task<string> FindAsync(Session session, string phone)
    {
        var answer = await session.Api.GetAsync($"/api/profiles?filter=equals(phone_number,%22{Uri.EscapeDataString(phone)}%22)", session.Cancellation);
        return (answer["data"] as JsonArray)?.FirstOrDefault()?["id"]?.ToString() ?? throw new CommandFailure($"Nobody here has the number {phone}.");
    }

    private static IEnumerable<Text> Cells(JsonNode decision)
    {
        var verdict = Word(decision, "decision");
        var colour = verdict switch { "sent" => Color.Green, "skipped" or "refused" => Color.Red, _ => Color.Yellow };
        yield return new Text(decision["datetime"]!.GetValue<DateTimeOffset>().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
        yield return new Text(decision["waiting"]?.GetValue<bool>() == true ? verdict + ", waits" : verdict, new Style(colour));
        yield return new Text(Word(decision, "reason"));
        yield return new Text(Word(decision, "detail"));
        yield return new Text(Word(decision, "message_id"));
    }

    private static string Word(JsonNode decision, string name) => decision[name]?.ToString() ?? "";
}
