using System.Text;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary>Runs commands as a person would, against a gateway that is not there, with output redirected.</summary>
internal sealed class TerminalDriver : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("terminal-");
    private readonly StringWriter output = new();

    public FakeGateway Gateway { get; } = new();
    public string Output => output.ToString();

    public string Write(string name, string text, Encoding? encoding = null) => Write(name, [.. (encoding ?? new UTF8Encoding(false)).GetPreamble(), .. (encoding ?? new UTF8Encoding(false)).GetBytes(text)]);

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(folder.FullName, name));
    public bool Exists(string name) => File.Exists(Path.Combine(folder.FullName, name));

    public Task<int> RunAsync(params string[] arguments)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Interactive = InteractionSupport.No, Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 300;
        return Cli.RunAsync([.. arguments, "--url", "https://sms.example.com:8443" + Gateway.Below, "--api-key", "key"], console, Gateway, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        folder.Delete(recursive: true);
        output.Dispose();
        Gateway.Dispose();
    }
}
