using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary><c>send --list "Newsletter" --body "Hi …"</c>: shows what it will cost, asks, sends and watches.</summary>
internal static partial class SendCommand
{
    private const int TypicalValue = 8;

    public static Command Build(Func<Func<ParseResult, Session, Task>, Func<ParseResult, CancellationToken, Task<int>>> guarded)
    {
        var list = new Option<string>("--list") { Description = "Name of the list to text", Required = true };
        var body = new Option<string>("--body") { Description = "The text, with {{ first_name|default:'there' }} and the like", Required = true };
        var name = new Option<string?>("--name") { Description = "Name of the campaign" };
        var prefix = new Option<bool>("--org-prefix") { Description = "Put the sender's name in front" };
        var optOut = new Option<bool>("--opt-out-language") { Description = "Add how to unsubscribe at the end" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var command = new Command("send", "Send a text to everybody on a list, and watch it arrive") { list, body, name, prefix, optOut, yes };
        command.SetAction(guarded(async (parsed, session) =>
        {
            var (listName, text) = (parsed.GetValue(list)!, parsed.GetValue(body)!);
            var id = await Lists.FindAsync(session, listName) ?? throw new CommandFailure($"There is no list '{listName}'.");
            await ConfirmAsync(session, listName, await Lists.CountAsync(session, id), text, parsed.GetValue(yes));
            var campaign = await CreateAsync(session, parsed.GetValue(name) ?? Title(listName, session.Clock), id, text, parsed.GetValue(prefix), parsed.GetValue(optOut));
            await session.Api.PostAsync("/api/campaign-send-jobs", new JsonObject
            {
                ["data"] = new JsonObject { ["type"] = "campaign-send-job", ["id"] = campaign },
            }, session.Cancellation);
            session.Console.MarkupLineInterpolated($"Campaign [bold]{campaign}[/] is on its way. Ctrl-C stops watching, not sending.");
            await WatchCommand.WatchAsync(session, campaign);
        }));
        return command;
    }

    private static async Task ConfirmAsync(Session session, string list, long people, string text, bool yes)
    {
        var size = SmsText.Measure(Typical(text));
        session.Console.MarkupLineInterpolated($"[bold]{people:N0}[/] people on [bold]{list}[/], about [bold]{size.Segments}[/] {(size.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2")} segment(s) each: about [bold]{people * size.Segments:N0}[/] in all, fewer where consent is missing.");
        session.Console.MarkupLineInterpolated($"  [italic]{text}[/]");
        if (yes)
            return;
        if (!session.Console.Profile.Capabilities.Interactive)
            throw new CommandFailure("Nobody is at the terminal to confirm. Add --yes to send.");
        if (!await new ConfirmationPrompt("Send it?") { DefaultValue = false }.ShowAsync(session.Console, session.Cancellation))
            throw new CommandFailure("Not sent.");
    }

    private static async Task<string> CreateAsync(Session session, string name, string list, string text, bool prefix, bool optOut)
    {
        var definition = new JsonObject
        {
            ["channel"] = "sms",
            ["content"] = new JsonObject { ["body"] = text },
            ["render_options"] = new JsonObject
            {
                ["shorten_links"] = false,
                ["add_org_prefix"] = prefix,
                ["add_info_link"] = false,
                ["add_opt_out_language"] = optOut,
            },
        };
        var created = await session.Api.PostAsync("/api/campaigns", new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "campaign",
                ["attributes"] = new JsonObject
                {
                    ["name"] = name,
                    ["audiences"] = new JsonObject { ["included"] = new JsonArray(list), ["excluded"] = new JsonArray() },
                    ["send_strategy"] = new JsonObject { ["method"] = "immediate" },
                    ["campaign-messages"] = new JsonObject
                    {
                        ["data"] = new JsonArray(new JsonObject
                        {
                            ["type"] = "campaign-message",
                            ["attributes"] = new JsonObject { ["definition"] = definition },
                        }),
                    },
                },
            },
        }, session.Cancellation);
        return created["data"]?["id"]?.ToString() ?? throw new CommandFailure("The server created the campaign without telling its id.");
    }

    private static string Title(string list, TimeProvider clock) => $"{list}, {clock.GetUtcNow():yyyy-MM-dd HH:mm}";

    // Nobody's values are known here: a variable counts as its default, or as a name of usual length.
    private static string Typical(string text) => Tag.Replace(Variable.Replace(text, match =>
        match.Groups["default"] is { Success: true, Length: > 0 } standIn ? standIn.Value : new string('a', TypicalValue)), "");

    [GeneratedRegex(@"\{\{[^}]*?(?:default\s*:\s*(?<quote>['""])(?<default>.*?)\k<quote>)?[^}'""]*\}\}")]
    private static partial Regex Variable { get; }

    [GeneratedRegex(@"\{%.*?%\}")]
    private static partial Regex Tag { get; }
}
