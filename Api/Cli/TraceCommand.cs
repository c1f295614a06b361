using System.CommandLine;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary><c>trace &lt;message id&gt;</c>: what happened to one message, step by step.</summary>
internal static class TraceCommand
{
    public static Command Build(Func<Func<ParseResult, Session, Task>, Func<ParseResult, CancellationToken, Task<int>>> guarded)
    {
        var message = new Argument<string>("message") { Description = "The message's id" };
        var raw = new Option<bool>("--raw") { Description = "Print receipts whole" };
        var command = new Command("trace", "Show what happened to one message, and when") { message, raw };
        command.SetAction(guarded((parsed, session) => TraceAsync(session, parsed.GetValue(message)!, parsed.GetValue(raw))));
        return command;
    }

    private static async Task TraceAsync(Session session, string message, bool raw)
    {
        var answer = await session.Api.GetAsync($"/api/messages/{Uri.EscapeDataString(message)}", session.Cancellation);
        var trace = Trace.Read(answer) ?? throw new CommandFailure("The server's trace of the message cannot be read.");
        trace.WriteHeading(session.Console);
        trace.WriteSteps(session.Console);
        if (raw) trace.WriteReceipts(session.Console);
    }
}
