using System.Diagnostics;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>How <c>./test</c> comes by a Node.js that the official SDKs run on.</summary>
public sealed class NodeOfTheTestsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sms-node-").FullName;

    [Fact]
    public async Task Where_Node_is_older_than_20_npm_brings_one_and_it_comes_first()
    {
        await PutNodeAsync("v18.20.4");
        Assert.Equal("v18.20.4", await BashAsync("node --version"));

        Assert.StartsWith("v20.", await BashAsync("use_node_20 \"$FOLDER/own\"; node --version"), StringComparison.Ordinal);
        Assert.Equal($"{folder}/own/node_modules/node/bin/node", await BashAsync("use_node_20 \"$FOLDER/own\"; command -v node"));
    }

    [Fact]
    public async Task Where_Node_is_new_enough_it_stays()
    {
        await PutNodeAsync("v22.1.0");
        Assert.Equal("v22.1.0", await BashAsync("use_node_20 \"$FOLDER/own\"; node --version"));
        Assert.False(Directory.Exists(Path.Combine(folder, "own")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A node that gives itself out for a version; npm, which is a script of node's, still runs.</summary>
    private async Task PutNodeAsync(string version)
    {
        var real = await BashAsync("command -v node");
        var stub = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName, "node");
        await File.WriteAllTextAsync(stub, $"#!/bin/sh\nif [ \"$*\" = --version ]; then echo {version}; else exec {real} \"$@\"; fi\n");
        await BashAsync("chmod +x \"$FOLDER/bin/node\"");
    }

    private async Task<string> BashAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $". tests/node/node20.sh; {command}"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FOLDER"] = folder, ["PATH"] = $"{folder}/bin:{Environment.GetEnvironmentVariable("PATH")}" },
        };
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var printed = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return bash.ExitCode == 0 ? printed.Trim() : throw new InvalidOperationException($"bash ended with {bash.ExitCode}: {await errors}");
    }
}
