using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sms.Testing;

/// <summary>A script of <c>tests/node</c> that answers one JSON line for each: an independent implementation to talk to.</summary>
/// <remarks>The script's packages stand in its own folder or, without one, in <c>tests/node</c> itself.</remarks>
public sealed class NodePeer : IDisposable
{
    private readonly Process process;

    public NodePeer(string script, string folder = "") => process = Process.Start(new ProcessStartInfo("node", script)
    {
        WorkingDirectory = NodePackages.Folder(folder),
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    }) ?? throw new InvalidOperationException("node did not start.");

    /// <returns>The script's <c>result</c>.</returns>
    /// <exception cref="NodePeerException">The script answered <c>error</c>.</exception>
    public async Task<JsonNode?> AskAsync(object command, CancellationToken cancellation)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command).AsMemory(), cancellation);
        await process.StandardInput.FlushAsync(cancellation);
        var line = await process.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("The script has ended.");
        var answer = JsonNode.Parse(line)!.AsObject();
        return answer["error"] is { } error
            ? throw new NodePeerException((int?)error["status"], (int?)error["code"], (string?)error["message"] ?? "")
            : answer["result"];
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}

/// <summary>What the peer's SDK threw.</summary>
public sealed class NodePeerException(int? status, int? code, string message) : Exception(message)
{
    public int? Status => status;
    public int? Code => code;
}
