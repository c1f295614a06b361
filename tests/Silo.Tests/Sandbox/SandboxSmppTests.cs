using Microsoft.Extensions.DependencyInjection;
using Sms.Testing;

namespace Sms;

/// <summary>A sender of another make (node-smpp) binds to the sandbox.</summary>
public sealed class SandboxSmppTests : IDisposable
{
    private readonly NodePeer sender = new("peer.mjs", "smpp");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => sender.Dispose();

    [Fact]
    public async Task A_sender_binds_submits_and_gets_its_receipts()
    {
        await using var rig = await SandboxRig.StartAsync(("Carriers:sandbox:Dialect", "Smpp"), ("Sandbox:SmppUrl", "smpp://127.0.0.1:0"));
        Assert.Equal(0x0F, await BindAsync(rig, "stranger", "sandbox-token"));
        Assert.Equal(0x0E, await BindAsync(rig, "sandbox", "wrong"));
        Assert.Equal(0, await BindAsync(rig, "sandbox", "sandbox-token"));

        var sent = (await sender.AskAsync(new { command = "submit", fields = Fields("15005553003", "Grüße") }, Cancellation))!;
        Assert.Equal(0, (int)sent["status"]!);
        Assert.Equal(0x0B, (int)(await sender.AskAsync(new { command = "submit", fields = Fields("15005550001", "Hello") }, Cancellation))!["status"]!);
        Assert.Equal(0x58, (int)(await sender.AskAsync(new { command = "submit", fields = Fields("15005552000", "Hello") }, Cancellation))!["status"]!);

        List<System.Text.Json.Nodes.JsonNode> receipts = [];
        while (receipts.Count < 2)
        {
            receipts.AddRange((await sender.AskAsync(new { command = "received" }, Cancellation))!.AsArray().Select(one => one!));
            await Task.Delay(20, Cancellation);
        }
        Assert.All(receipts, receipt => Assert.Equal((4, "15005553003", (string?)sent["id"]), ((int)receipt["esm"]!, (string?)receipt["from"], ((string?)receipt["id"])!.TrimEnd('\0'))));
        Assert.Equal([1, 5], receipts.Select(receipt => (int)receipt["state"]!).Order());

        var truth = await rig.TruthAsync();
        Assert.Equal((1, 1, 0, 1, 1), (truth.Accepted, truth.Failed, truth.Delivered, truth.Refused, truth.Throttled));
        Assert.Equal(0, (int)(await sender.AskAsync(new { command = "leave" }, Cancellation))!);
    }

    private async Task<int> BindAsync(SandboxRig rig, string systemId, string password) =>
        (int)(await sender.AskAsync(new { command = "bind", port = rig.SmppPort, systemId, password }, Cancellation))!;

    private static object Fields(string to, string text) =>
        new { source_addr = "78745", source_addr_ton = 3, destination_addr = to, dest_addr_ton = 1, dest_addr_npi = 1, registered_delivery = 1, short_message = text };
}
