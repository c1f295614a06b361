namespace Sms;

/// <summary>What is no flow, or one that this product cannot run, is refused with its place.</summary>
public sealed class FlowReaderTests
{
    private const string In = "/data/attributes/definition";
    private const string List = "01HZZZZZZZZZZZZZZZZZZZZZZZ";
    private const string Wait = """{"temporary_id":"a","type":"time-delay","data":{"unit":"hours","value":1},"links":{"next":"b"}}""";
    private const string Send = """{"temporary_id":"b","type":"send-sms","data":{"message":{"body":"Hello"}},"links":{"next":null}}""";

    [Theory]
    [InlineData("""{"name":" "}""", "/data/attributes/name")]
    [InlineData("""{"name":"x"}""", In)]
    [InlineData("""{"name":"x","definition":{"entry_action_id":"b","actions":[SEND]}}""", In + "/triggers")]
    [InlineData("""{"name":"x","definition":{"triggers":[{"type":"metric","id":"x"}],"entry_action_id":"b","actions":[SEND]}}""", In + "/triggers/0/type")]
    [InlineData("""{"name":"x","definition":{"triggers":[{"type":"list","id":"shoes"}],"entry_action_id":"b","actions":[SEND]}}""", In + "/triggers/0/id")]
    [InlineData("""{"name":"x","definition":{"triggers":[{"type":"list","id":"LIST","trigger_filter":{}}],"entry_action_id":"b","actions":[SEND]}}""", In + "/triggers/0/trigger_filter")]
    [InlineData("""{"name":"x","definition":{"triggers":[{"type":"list","id":"LIST"},{"type":"list","id":"LIST"}],"entry_action_id":"b","actions":[SEND]}}""", In + "/triggers/1")]
    [InlineData("""{"name":"x","definition":{"triggers":[null],"entry_action_id":"b","actions":[SEND]}}""", In + "/triggers/0")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"profile_filter":{"condition_groups":[]},"entry_action_id":"b","actions":[SEND]}}""", In + "/profile_filter")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b"}}""", In + "/actions")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[]}}""", In + "/actions")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[null]}}""", In + "/actions/0")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"actions":[SEND]}}""", In + "/entry_action_id")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"z","actions":[SEND]}}""", In + "/entry_action_id")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[{"temporary_id":"a","type":"time-delay","data":{"value":1}}]}}""", In + "/actions")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[WAIT]}}""", In + "/actions/0/links/next")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[WAIT,SEND]}}""", In + "/actions/0")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[SEND,SEND]}}""", In + "/actions/1/temporary_id")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{"type":"send-sms","data":{"message":{"body":"x"}}}]}}""", In + "/actions/0/temporary_id")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[WAIT,{"temporary_id":"b","type":"send-sms","data":{"message":{"body":"x"}},"links":{"next":"a"}}]}}""", In + "/actions/1/links/next")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{"temporary_id":"b","type":"send-sms","data":{"message":{"body":"x"}},"links":{"next":"b"}}]}}""", In + "/actions/0/links/next")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{"temporary_id":"b","type":"send-email","data":{}}]}}""", In + "/actions/0/type")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{"temporary_id":"b","type":"send-sms"}]}}""", In + "/actions/0/data")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{"temporary_id":"b","type":"send-sms","data":{}}]}}""", In + "/actions/0/data/message")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{"temporary_id":"b","type":"send-sms","data":{"message":{"body":""}}}]}}""", In + "/actions/0/data/message/body")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{"temporary_id":"b","type":"send-sms","data":{"message":{"body":"x","image_id":"7"}}}]}}""", In + "/actions/0/data/message/image_id")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{"temporary_id":"b","type":"send-sms","data":{"message":{"body":"x","sms_quiet_hours_enabled":false}}}]}}""", In + "/actions/0/data/message/sms_quiet_hours_enabled")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{"temporary_id":"b","type":"send-sms","data":{"status":"disabled","message":{"body":"x"}}}]}}""", In + "/actions/0/data/status")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[{"temporary_id":"a","type":"time-delay","data":{"value":-1},"links":{"next":"b"}},SEND]}}""", In + "/actions/0/data/value")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[{"temporary_id":"a","type":"time-delay","data":{"value":366},"links":{"next":"b"}},SEND]}}""", In + "/actions/0/data/value")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[{"temporary_id":"a","type":"time-delay","data":{"unit":"minutes","value":525601},"links":{"next":"b"}},SEND]}}""", In + "/actions/0/data/value")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[{"temporary_id":"a","type":"time-delay","data":{"value":1.5},"links":{"next":"b"}},SEND]}}""", In + "/actions/0/data/value")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[{"temporary_id":"a","type":"time-delay","data":{"unit":"weeks","value":1},"links":{"next":"b"}},SEND]}}""", In + "/actions/0/data/unit")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[{"temporary_id":"a","type":"time-delay","data":{"value":1,"delay_until_time":"12:00"},"links":{"next":"b"}},SEND]}}""", In + "/actions/0/data/delay_until_time")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"reentry_criteria":{"duration":1,"unit":"year"},"entry_action_id":"b","actions":[SEND]}}""", In + "/reentry_criteria/unit")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"reentry_criteria":{"duration":2,"unit":"alltime"},"entry_action_id":"b","actions":[SEND]}}""", In + "/reentry_criteria/duration")]
    [InlineData("""{"name":"x","definition":{"triggers":[],"reentry_criteria":{"unit":"day"},"entry_action_id":"b","actions":[SEND]}}""", In + "/reentry_criteria/duration")]
    public async Task Each_mistake_is_named_by_its_place(string attributes, string place)
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, body, _) = await app.PostAsync("/api/flows", Body(attributes));
        Assert.Equal(400, status);
        Assert.Contains(place, body!["errors"]!.AsArray().Select(error => (string?)error!["source"]?["pointer"]));
    }

    [Fact]
    public async Task More_than_a_hundred_actions_are_too_many()
    {
        await using var app = await GatewayApp.StartAsync();
        var (status, body, _) = await app.PostAsync("/api/flows", Body($$$"""{"name":"x","definition":{"triggers":[],"entry_action_id":"b","actions":[{{{string.Join(',', Enumerable.Repeat(Send, 101))}}}]}}"""));
        Assert.Equal((400, In + "/actions"), (status, (string?)body!["errors"]![0]!["source"]!["pointer"]));
    }

    [Fact]
    public async Task A_template_that_is_none_is_named_where_it_stands_in_the_request()
    {
        await using var app = await GatewayApp.StartAsync();
        app.Grains.Put<IFlowsGrain>("flows/all", new Flows(new FlowChange(FlowVerdict.BrokenTemplate, null, 1, "'if' is not closed")));
        var (status, body, _) = await app.PostAsync("/api/flows", Body("""{"name":"x","definition":{"triggers":[],"entry_action_id":"a","actions":[SEND,WAIT]}}"""));
        Assert.Equal((400, In + "/actions/0/data/message/body"), (status, (string?)body!["errors"]![0]!["source"]!["pointer"]));
        app.Grains.Put<IFlowsGrain>("flows/all", new Flows(new FlowChange(FlowVerdict.NoSuchList, null)));
        (status, body, _) = await app.PostAsync("/api/flows", Body("""{"name":"x","definition":{"triggers":[{"type":"list","id":"LIST"}],"entry_action_id":"b","actions":[SEND]}}"""));
        Assert.Equal((400, In + "/triggers/0/id"), (status, (string?)body!["errors"]![0]!["source"]!["pointer"]));
    }

    [Fact]
    public async Task Actions_are_taken_in_the_order_of_their_links_and_what_says_nothing_is_no_mistake()
    {
        await using var app = await GatewayApp.StartAsync();
        var flows = new Flows(null);
        app.Grains.Put<IFlowsGrain>("flows/all", flows);
        var (status, body, _) = await app.PostAsync("/api/flows", Body("""
            {"name":"x","definition":{"triggers":[{"type":"list","id":"LIST"}],"profile_filter":null,"entry_action_id":"a","reentry_criteria":{"duration":0,"unit":"alltime"},
            "actions":[{"id":"b","type":"send-sms","data":{"status":"draft","message":{"body":"Hello","name":"First","image_id":null,"include_contact_card":false,
            "custom_tracking_params":[],"add_opt_out_language":true,"smart_sending_enabled":false,"sms_quiet_hours_enabled":true,"transactional":true}}},WAIT]}}
            """));
        Assert.Equal(201, status);
        var (delay, message) = (flows.Created!.Actions[0].Delay, flows.Created.Actions[1].Message!);
        Assert.Equal(new FlowDelay(FlowUnit.Hours, 1), delay);
        Assert.Equal(("First", "Hello", false, true), (message.Name, message.Content.Body, message.UseSmartSending, message.Content.Transactional));
        Assert.Equal(new RenderOptions { AddOptOutLanguage = true }, message.Content.Options);
        Assert.Equal((new ListId(List), new FlowReentry(null, 0)), (flows.Created.Trigger, flows.Created.Reentry));
        Assert.Equal("alltime", (string?)body!["data"]!["attributes"]!["definition"]!["reentry_criteria"]!["unit"]);
    }

    [Theory]
    [InlineData("""{"data":{"type":"flow","attributes":{"status":"disabled"}}}""", "/data/attributes/status")]
    [InlineData("""{"data":{"type":"flow","attributes":{}}}""", "/data/attributes/status")]
    [InlineData("""{"data":{"type":"campaign","attributes":{"status":"live"}}}""", "/data/type")]
    [InlineData("""{"data":{"type":"flow","id":"other","attributes":{"status":"live"}}}""", "/data/id")]
    [InlineData("""{"data":{"type":"flow"}}""", "/data/attributes")]
    public async Task A_status_that_is_none_is_refused(string body, string place)
    {
        await using var app = await GatewayApp.StartAsync();
        app.Grains.Put<IFlowGrain>("flow/" + List, new KnownFlow(new FlowId(List)));
        var (status, answer, _) = await app.SendAsync(HttpMethod.Patch, "/api/flows/" + List, body);
        Assert.Equal((400, place), (status, (string?)answer!["errors"]![0]!["source"]!["pointer"]));
    }

    private static string Body(string attributes) => $$$"""{"data":{"type":"flow","attributes":{{{attributes
        .Replace("SEND", Send, StringComparison.Ordinal).Replace("WAIT", Wait, StringComparison.Ordinal).Replace("LIST", List, StringComparison.Ordinal)}}}}}""";

    private sealed class Flows(FlowChange? answer) : IFlowsGrain
    {
        public FlowDefinition? Created { get; private set; }

        public Task<FlowChange> CreateAsync(FlowDefinition definition)
        {
            Created = definition;
            return Task.FromResult(answer ?? new FlowChange(FlowVerdict.Done, new Flow
            {
                Id = new FlowId(List),
                Definition = definition,
                Status = FlowStatus.Draft,
                Created = DateTimeOffset.UnixEpoch,
                Updated = DateTimeOffset.UnixEpoch,
            }));
        }

        public Task<IReadOnlyList<Flow>> ListAsync() => throw new NotSupportedException();
        public Task ForgetAsync(FlowId id) => throw new NotSupportedException();
    }
}
