using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sms.Testing;

/// <summary>The npm packages of <c>tests/node</c> and its folders, installed once from the committed lock file when they are not there.</summary>
public static class NodePackages
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Installed = new();

    /// <summary>A folder with scripts and <c>node_modules</c>, relative to <c>tests/node</c>.</summary>
    public static string Folder(string name = "") => Installed.GetOrAdd(name, static n => new Lazy<string>(() => Install(n))).Value;

    private static string Install(string name)
    {
        var folder = Path.Combine(Repository.Root, "tests", "node", name);
        // Test projects run at the same time; one of them installs.
        using var mutex = new Mutex(false, "received-sms-npm-ci");
        mutex.WaitOne();
        try
        {
            // npm writes this file last: a folder without it is an installation that was cut off.
            if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"))) return folder;
            using var npm = Process.Start(new ProcessStartInfo("npm", "ci --no-audit --no-fund --ignore-scripts")
            {
                WorkingDirectory = folder,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }) ?? throw new InvalidOperationException("npm did not start.");
            var errors = npm.StandardError.ReadToEndAsync();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            return npm.ExitCode == 0 ? folder : throw new InvalidOperationException($"npm ci failed in {folder}: {errors.GetAwaiter().GetResult()}");
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }
}
