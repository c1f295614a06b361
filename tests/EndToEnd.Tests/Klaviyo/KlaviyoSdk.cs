using System.Text.Json.Nodes;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>Klaviyo's official SDK, pointed at the gateway. Names are the SDK's: camelCase, whatever the wire says.</summary>
internal sealed class KlaviyoSdk(EmbeddedApp app, string? key = null) : IDisposable
{
    private readonly NodePeer peer = new("peer.mjs", "klaviyo");

    /// <returns>The body as the SDK's model; null where the SDK has none.</returns>
    public async Task<JsonNode?> CallAsync(string api, string call, params object[] args)
    {
        var command = new { url = app.Gateway.AbsoluteUri.TrimEnd('/'), key = key ?? app.ApiKey, api, call, args };
        return (await peer.AskAsync(command, TestContext.Current.CancellationToken))!["body"];
    }

    /// <summary>The resource of a call that answers one.</summary>
    public async Task<JsonNode> OneAsync(string api, string call, params object[] args) => (await CallAsync(api, call, args))!["data"]!;

    public static JsonObject Data(string type, object? attributes = null, string? id = null, object? relationships = null)
    {
        var data = new JsonObject { ["type"] = type };
        if (id is not null) data["id"] = id;
        if (attributes is not null) data["attributes"] = System.Text.Json.JsonSerializer.SerializeToNode(attributes);
        if (relationships is not null) data["relationships"] = System.Text.Json.JsonSerializer.SerializeToNode(relationships);
        return new JsonObject { ["data"] = data };
    }

    public void Dispose() => peer.Dispose();
}
