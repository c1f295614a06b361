using System.Diagnostics;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>The terminal commands as a person runs them: the executable, its exit code and what it printed.</summary>
internal static class Shell
{
    public static async Task<(int Exit, string Printed)> RunAsync(EmbeddedApp app, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = app.Folder,
            Environment = { ["SMS_API_KEY"] = app.ApiKey, ["COLUMNS"] = "200" },
        };
        start.ArgumentList.Add(typeof(Terminal.Cli).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--url");
        start.ArgumentList.Add(app.Gateway.AbsoluteUri.TrimEnd('/'));
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (printed, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"The command did not end: {await printed}{await errors}");
        }
        return (process.ExitCode, await printed + await errors);
    }
}
