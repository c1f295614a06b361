using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Sms.Terminal;

/// <summary>The edge of the process: answers as the gateway's contract says, and keeps what it was asked.</summary>
internal sealed class FakeGateway : HttpMessageHandler
{
    private readonly List<string> requests = [];

    public IReadOnlyList<string> Requests { get { lock (requests) return [.. requests]; } }
    /// <summary>Whom the requests were sent to.</summary>
    public ConcurrentBag<string> Hosts { get; } = [];
    public List<JsonObject> Profiles { get; } = [];
    public List<JsonNode> Jobs { get; } = [];
    public List<JsonNode> Campaigns { get; } = [];
    public List<string> Lists { get; } = [];
    /// <summary>Why a number is refused; null accepts it.</summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;
    public Queue<string> Live { get; } = new();
    public Queue<string> Audits { get; } = new();
    /// <summary>Documents of messages, by id.</summary>
    public Dictionary<string, string> Traces { get; } = [];
    /// <summary>Ids by phone number.</summary>
    public Dictionary<string, string> People { get; } = [];
    /// <summary>Pages of decisions, by person.</summary>
    public Dictionary<string, string> Decisions { get; } = [];
    public int BusyAnswers { get; set; }
    public string Key { get; set; } = "key";
    /// <summary>The path the gateway stands below, as behind a proxy.</summary>
    public string Below { get; set; } = "";

    private readonly Dictionary<string, JsonArray> errors = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Hosts.Add(request.RequestUri!.Host);
        var path = Uri.UnescapeDataString(request.RequestUri.PathAndQuery);
        if (!path.StartsWith(Below + "/", StringComparison.Ordinal)) return Json(HttpStatusCode.NotFound, """{"errors":[{"detail":"Another shop's page"}]}""");
        path = path[Below.Length..];
        var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        lock (requests)
        {
            requests.Add($"{request.Method} {path}");
            if (request.Headers.GetValues("Authorization").Single() != $"Klaviyo-API-Key {Key}")
                return Json(HttpStatusCode.Unauthorized, """{"errors":[{"detail":"The API key is not known."}]}""");
            if (BusyAnswers-- > 0)
            {
                var busy = Json(HttpStatusCode.ServiceUnavailable, """{"errors":[{"detail":"Later"}]}""");
                busy.Headers.RetryAfter = new(TimeSpan.Zero);
                return busy;
            }
            return Answer(request.Method.Method, path, body);
        }
    }

    private HttpResponseMessage Answer(string method, string path, JsonNode? body)
    {
        if (path.StartsWith("/api/lists?", StringComparison.Ordinal))
            return Json(HttpStatusCode.OK, new JsonObject
            {
                ["data"] = new JsonArray([.. Lists.Select((name, i) => Resource("list", $"L{i}", new JsonObject { ["name"] = name }))]),
                ["links"] = new JsonObject { ["next"] = null },
            }.ToJsonString());
        if (path.StartsWith("/api/lists/L", StringComparison.Ordinal))
            return Json(HttpStatusCode.OK, """{"data":{"id":"L0","attributes":{"name":"Newsletter","profile_count":1200}}}""");
        if (path == "/api/lists")
        {
            Lists.Add(body!["data"]!["attributes"]!["name"]!.ToString());
            return Json(HttpStatusCode.Created, Data(Resource("list", $"L{Lists.Count - 1}", [])));
        }
        if (path == "/api/profile-bulk-import-jobs")
            return Import(body!);
        if (path.Contains("/import-errors", StringComparison.Ordinal))
            return Json(HttpStatusCode.OK, new JsonObject { ["data"] = errors[path.Split('/')[3]].DeepClone(), ["links"] = new JsonObject() }.ToJsonString());
        if (path == "/api/campaigns")
        {
            Campaigns.Add(body!);
            return Json(HttpStatusCode.Created, """{"data":{"type":"campaign","id":"C1"}}""");
        }
        if (path == "/api/campaign-send-jobs")
            return Json(HttpStatusCode.Accepted, "{}");
        if (path.EndsWith("/live", StringComparison.Ordinal) && Live.Count > 0)
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(string.Concat(Drain(Live).Select(json => $"data: {json}\n\n")), Encoding.UTF8, "text/event-stream") };
        if (path.EndsWith("C1/audit", StringComparison.Ordinal))
            return Json(HttpStatusCode.OK, Data(Resource("campaign-audit", "C1", JsonNode.Parse(Audits.Count > 1 ? Audits.Dequeue() : Audits.Peek())!.AsObject())));
        if (path.StartsWith("/api/profiles?", StringComparison.Ordinal))
        {
            var known = People.Where(person => path.Contains(person.Key, StringComparison.Ordinal)).Select(person => Resource("profile", person.Value, []));
            return Json(HttpStatusCode.OK, new JsonObject { ["data"] = new JsonArray([.. known]) }.ToJsonString());
        }
        if (path.StartsWith("/api/profiles/", StringComparison.Ordinal) && Decisions.TryGetValue(path.Split('/')[3], out var decisions))
            return Json(HttpStatusCode.OK, decisions);
        if (path.StartsWith("/api/messages/", StringComparison.Ordinal) && Traces.TryGetValue(path.Split('/')[^1], out var trace))
            return Json(HttpStatusCode.OK, trace);
        if (path == "/api/campaigns/C1")
            return Json(HttpStatusCode.OK, """{"data":{"id":"C1","attributes":{"status":"Sent"}}}""");
        return Json(HttpStatusCode.NotFound, """{"errors":[{"detail":"There is no such thing."}]}""");
    }

    private HttpResponseMessage Import(JsonNode body)
    {
        Jobs.Add(body);
        var id = $"J{Jobs.Count}";
        errors[id] = [];
        var profiles = body["data"]!["attributes"]!["profiles"]!["data"]!.AsArray();
        for (var i = 0; i < profiles.Count; i++)
        {
            var attributes = profiles[i]!["attributes"]!.AsObject();
            if (Refuse(attributes["phone_number"]?.ToString() ?? "") is { } reason)
                errors[id].Add(new JsonObject
                {
                    ["type"] = "import-error",
                    ["attributes"] = new JsonObject { ["code"] = "invalid_phone", ["detail"] = reason, ["source"] = new JsonObject { ["pointer"] = $"/data/attributes/profiles/data/{i}/attributes/phone_number" } },
                });
            else
                Profiles.Add(attributes);
        }
        var failed = errors[id].Count;
        return Json(HttpStatusCode.Accepted, Data(Resource("profile-bulk-import-job", id, new JsonObject
        {
            ["status"] = "complete",
            ["total_count"] = profiles.Count,
            ["completed_count"] = profiles.Count - failed,
            ["failed_count"] = failed,
            ["created_count"] = profiles.Count - failed,
            ["updated_count"] = 0,
            ["subscribed_count"] = 0,
        })));
    }

    private static JsonObject Resource(string type, string id, JsonObject attributes) => new() { ["type"] = type, ["id"] = id, ["attributes"] = attributes };

    private static string Data(JsonObject resource) => new JsonObject { ["data"] = resource }.ToJsonString();

    private static IEnumerable<string> Drain(Queue<string> queue)
    {
        while (queue.TryDequeue(out var item))
            yield return item;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/vnd.api+json") };
}
