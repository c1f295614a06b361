using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary><c>pause</c>, <c>resume</c> and <c>cancel &lt;campaign id&gt;</c>.</summary>
internal static class StopCommands
{
    public static IEnumerable<Command> Build(Func<Func<ParseResult, Session, Task>, Func<ParseResult, CancellationToken, Task<int>>> guarded) =>
    [
        Make("pause", "Offer a campaign to nobody more until it is resumed", "paused: nobody is offered it until you resume it. What was being submitted goes on.", guarded),
        Make("resume", "Go on with a campaign where it was paused", "on its way again.", guarded),
        Make("cancel", "Stop a campaign for good", "cancelled. What was submitted goes on; nobody else is offered it.", guarded),
    ];

    private static Command Make(
        string action, string description, string done, Func<Func<ParseResult, Session, Task>, Func<ParseResult, CancellationToken, Task<int>>> guarded)
    {
        var campaign = new Argument<string>("campaign") { Description = "The campaign's id" };
        var command = new Command(action, description) { campaign };
        command.SetAction(guarded(async (parsed, session) =>
        {
            var id = parsed.GetValue(campaign)!;
            await session.Api.PatchAsync($"/api/campaign-send-jobs/{Uri.EscapeDataString(id)}", new JsonObject
            {
                ["data"] = new JsonObject { ["type"] = "campaign-send-job", ["id"] = id, ["attributes"] = new JsonObject { ["action"] = action } },
            }, session.Cancellation);
            session.Console.MarkupLineInterpolated($"Campaign [bold]{id}[/] is {done}");
        }));
        return command;
    }
}
