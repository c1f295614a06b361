namespace Sms.Terminal;

public sealed class SendAndWatchTests : IDisposable
{
    private readonly TerminalDriver terminal = new();

    public void Dispose() => terminal.Dispose();

    [Fact]
    public async Task A_campaign_is_created_sent_and_watched_to_its_end()
    {
        terminal.Gateway.Lists.Add("Newsletter");
        terminal.Gateway.Audits.Enqueue(Figures(received: 0, inFlight: 10));
        terminal.Gateway.Live.Enqueue(Figures(received: 4, inFlight: 6));
        terminal.Gateway.Live.Enqueue(Figures(received: 10, inFlight: 0));
        Assert.Equal(Cli.Done, await terminal.RunAsync("send", "--list", "Newsletter", "--body", "Hi {{ first_name|default:'there' }}", "--name", "Hello", "--yes"));

        Assert.Equal(
            """{"name":"Hello","audiences":{"included":["L0"],"excluded":[]},"send_strategy":{"method":"immediate"},"campaign-messages":{"data":[{"type":"campaign-message","attributes":{"definition":{"channel":"sms","content":{"body":"Hi {{ first_name|default:'there' }}"},"render_options":{"shorten_links":false,"add_org_prefix":false,"add_info_link":false,"add_opt_out_language":false}}}}]}}""",
            terminal.Gateway.Campaigns.Single()["data"]!["attributes"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Contains("POST /api/campaign-send-jobs", terminal.Gateway.Requests);
        Assert.Contains("1,200 people on Newsletter, about 1 GSM-7 segment(s) each", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("received 4 ", terminal.Output, StringComparison.Ordinal);
        Assert.EndsWith("targeted 12  skipped 2  sent 10  received 10  failed 0  unconfirmed 0  in flight 0", terminal.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_unless_somebody_says_so()
    {
        terminal.Gateway.Lists.Add("Newsletter");
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("send", "--list", "Newsletter", "--body", "Hi"));
        Assert.Empty(terminal.Gateway.Campaigns);
        Assert.Contains("--yes", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_there_is_not_is_told()
    {
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("send", "--list", "Nobody", "--body", "Hi", "--yes"));
        Assert.Contains("There is no list 'Nobody'.", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_event_stream_the_audit_is_asked_again()
    {
        terminal.Gateway.Audits.Enqueue(Figures(received: 0, inFlight: 10));
        terminal.Gateway.Audits.Enqueue(Figures(received: 10, inFlight: 0));
        Assert.Equal(Cli.Done, await terminal.RunAsync("watch", "C1"));
        Assert.Equal(2, terminal.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_unknown_campaign_is_told_in_the_gateway_s_words()
    {
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("watch", "nobody"));
        Assert.Contains("There is no such thing.", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_and_the_commands_are_told_apart_by_the_first_word()
    {
        Assert.True(Cli.Knows(["import", "x.csv"]));
        Assert.False(Cli.Knows(["--demo"]));
        Assert.False(Cli.Knows([]));
    }

    private static string Figures(int received, int inFlight) =>
        $$"""{"targeted":12,"skipped":2,"deferred":0,"submitted":10,"relayed":10,"refused":0,"submit_unknown":0,"received":{{received}},"failed":0,"unconfirmed":0,"in_flight":{{inFlight}}}""";
}
