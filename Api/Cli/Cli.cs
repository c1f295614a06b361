using System.CommandLine;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary>
/// The terminal commands, clients of the public HTTP API like any other. Exit codes: 0 done, and every row accepted; 1 not done, the reason is
/// printed; 2 done, but rows of the file were refused; 130 broken off.
/// </summary>
internal static class Cli
{
    public const int Done = 0, NotDone = 1, RowsRefused = 2, BrokenOff = 130;

    public static bool Knows(string[] args) => args is ["import" or "send" or "watch" or "trace" or "why" or "deactivate" or "pause" or "resume" or "cancel", ..];

    public static Task<int> RunAsync(string[] args) => RunAsync(args, AnsiConsole.Console, new SocketsHttpHandler(), TimeProvider.System);

    internal static async Task<int> RunAsync(
        string[] args, IAnsiConsole console, HttpMessageHandler transport, TimeProvider clock, CancellationToken cancellation = default)
    {
        var url = new Option<string>("--url")
        {
            Description = "Where the gateway listens",
            Recursive = true,
            DefaultValueFactory = _ => "http://localhost:5080",
        };
        var key = new Option<string?>("--api-key") { Description = "API key; else SMS_API_KEY, else the file data/api-key", Recursive = true };
        var root = new RootCommand("Received SMS: import people, send, pause and cancel campaigns, watch them arrive, trace a message, ask why one was not sent, take numbers out of use") { url, key };

        Func<ParseResult, CancellationToken, Task<int>> Guarded(Func<ParseResult, Session, Task> run) => async (parsed, token) =>
        {
            try
            {
                using var api = new ApiClient(Address(parsed.GetValue(url)!), ApiKey.Find(parsed.GetValue(key)), transport, clock);
                var session = new Session(console, api, clock, token);
                await run(parsed, session);
                return session.ExitCode;
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                console.MarkupLine("[yellow]Broken off.[/]");
                return BrokenOff;
            }
            catch (CommandFailure failure)
            {
                foreach (var line in failure.Lines)
                    console.MarkupLineInterpolated($"[red]{line}[/]");
                return NotDone;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HttpRequestException)
            {
                console.MarkupLineInterpolated($"[red]{failure.Message}[/]");
                return NotDone;
            }
        };

        root.Subcommands.Add(ImportCommand.Build(Guarded));
        root.Subcommands.Add(SendCommand.Build(Guarded));
        root.Subcommands.Add(WatchCommand.Build(Guarded));
        root.Subcommands.Add(TraceCommand.Build(Guarded));
        root.Subcommands.Add(WhyCommand.Build(Guarded));
        root.Subcommands.Add(DeactivateCommand.Build(Guarded));
        foreach (var command in StopCommands.Build(Guarded)) root.Subcommands.Add(command);
        return await root.Parse(args).InvokeAsync(cancellationToken: cancellation);
    }

    private static Uri Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https" }
            ? address : throw new CommandFailure($"--url is an address such as http://localhost:5080, not '{url}'.");
}

/// <summary>What one run of a command works with.</summary>
internal sealed class Session(IAnsiConsole console, ApiClient api, TimeProvider clock, CancellationToken cancellation)
{
    public IAnsiConsole Console => console;
    public ApiClient Api => api;
    public TimeProvider Clock => clock;
    public CancellationToken Cancellation => cancellation;
    public int ExitCode { get; set; }
}

/// <summary>Ends a command with lines for the person at the terminal.</summary>
internal sealed class CommandFailure(params IReadOnlyList<string> lines) : Exception(string.Join(Environment.NewLine, lines))
{
    public IReadOnlyList<string> Lines => lines;
}
