using System.Diagnostics;

namespace Sms.Testing;

/// <summary>PostgreSQL's own programs. The server refuses to run as root; then it runs as the user <c>postgres</c> that Debian's package makes.</summary>
internal static class PostgresBinaries
{
    private const string Debian = "/usr/lib/postgresql";

    private static readonly Lazy<ParentThread> Parent = new(() => new ParentThread());

    public static bool AsRoot { get; } = Environment.UserName == "root";

    public static string Find(string program)
    {
        var folders = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(folder => folder, StringComparer.Ordinal).Select(folder => Path.Combine(folder, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Concat(path).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"PostgreSQL's {program} is neither below {Debian} nor on the PATH. Install it with: apt-get install postgresql (./test does).");
    }

    public static Process Start(string program, params IEnumerable<string> arguments)
    {
        var demoted = AsRoot && program.StartsWith('/');
        var start = new ProcessStartInfo(demoted ? "setpriv" : program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (demoted)
        {
            // Unlike su or runuser this does not stay between us and the server: the id we get is the server's, and it dies with us.
            foreach (var argument in (string[])["--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=QUIT", program]) start.ArgumentList.Add(argument);
        }
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = (demoted ? Parent.Value.Run(() => Process.Start(start)) : Process.Start(start)) ?? throw new InvalidOperationException($"{program} did not start");
        process.BeginOutputReadLine();
        return process;
    }

    public static async Task RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors}");
    }
}
