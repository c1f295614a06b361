namespace Sms.Terminal;

public sealed class WhyTests : IDisposable
{
    private readonly TerminalDriver terminal = new();

    public WhyTests()
    {
        terminal.Gateway.People["+12025550123"] = "P1";
        terminal.Gateway.Decisions["P1"] =
            """
            {"data":[
            {"type":"decision","id":"2","attributes":{"decision":"deferred","datetime":"2026-11-24T02:00:00Z","reason":"Quiet Hours","detail":"texts only US-FL 08:00-20:00","waiting":true,"message_id":"M2"}},
            {"type":"decision","id":"1","attributes":{"decision":"sent","datetime":"2026-11-23T15:00:00Z","reason":null,"detail":null,"waiting":false,"message_id":"M1"}}],
            "links":{"next":null}}
            """;
    }

    public void Dispose() => terminal.Dispose();

    [Theory]
    [InlineData("P1")]
    [InlineData("+12025550123")]
    public async Task Each_message_stands_on_a_line_with_the_reason(string person)
    {
        Assert.Equal(Cli.Done, await terminal.RunAsync("why", person));
        var rows = terminal.Output.Split('\n').Where(line => line.Contains("2026-", StringComparison.Ordinal))
            .Select(line => string.Join('|', line.Trim()[1..^1].Split('│', StringSplitOptions.TrimEntries)));
        Assert.Equal(
            ["2026-11-24 02:00:00|deferred, waits|Quiet Hours|texts only US-FL 08:00-20:00|M2", "2026-11-23 15:00:00|sent|||M1"], rows);
    }

    [Fact]
    public async Task The_next_page_is_asked_for_where_the_terminal_was_told_to_go_whatever_address_others_use()
    {
        terminal.Gateway.Decisions["P1"] = terminal.Gateway.Decisions["P1"].Replace("\"next\":null", "\"next\":\"https://gateway-1.internal/shop/api/profiles/P2/decisions?page[cursor]=x\"", StringComparison.Ordinal);
        terminal.Gateway.Decisions["P2"] = """{"data":[],"links":{"next":null}}""";
        Assert.Equal(Cli.Done, await terminal.RunAsync("why", "P1", "--all"));
        Assert.Equal("GET /api/profiles/P2/decisions?page[cursor]=x", terminal.Gateway.Requests[^1]);
        Assert.All(terminal.Gateway.Hosts, host => Assert.Equal("sms.example.com", host));
    }

    [Theory]
    [InlineData("", "https://shop.example.com/api/sms/api/profiles/P2/decisions?page[cursor]=x")]
    [InlineData("/api/sms", "https://sms.example.com:8443/api/sms/api/profiles/P2/decisions?page[cursor]=x")]
    [InlineData("/shop", "https://gateway-1.internal/api/profiles/P2/decisions?page[cursor]=/api/")]
    public async Task Gateway_and_links_may_stand_below_any_path(string below, string next)
    {
        terminal.Gateway.Below = below;
        terminal.Gateway.Decisions["P1"] = terminal.Gateway.Decisions["P1"].Replace("\"next\":null", $"\"next\":\"{next}\"", StringComparison.Ordinal);
        terminal.Gateway.Decisions["P2"] = """{"data":[],"links":{"next":null}}""";
        Assert.Equal(Cli.Done, await terminal.RunAsync("why", "P1", "--all"));
        Assert.Equal(["GET /api/profiles/P1/decisions", "GET /api/profiles/P2/decisions" + next[next.IndexOf('?')..]], terminal.Gateway.Requests);
    }

    [Fact]
    public async Task Who_is_not_known_is_told_so()
    {
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("why", "+12025550199"));
        Assert.Contains("Nobody here has the number +12025550199.", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_campaign_s_messages_are_asked_for_by_its_id()
    {
        Assert.Equal(Cli.Done, await terminal.RunAsync("why", "P1", "01ARZ3NDEKTSV4RRFFQ69G5FAV"));
        Assert.Equal(["GET /api/profiles/P1/decisions?filter=equals(campaign_id,\"01ARZ3NDEKTSV4RRFFQ69G5FAV\")"], terminal.Gateway.Requests);
    }
}
