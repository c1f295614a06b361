namespace Sms.Terminal;

public sealed class TraceTests : IDisposable
{
    private const string Id = "01ARZ3NDEKTSV4RRFFQ69G5FAV-2611-7";
    private const string Receipt = "MessageSid=SM1&MessageStatus=delivered&To=redacted&AccountSid=AC00000000000000000000000000000000&ApiVersion=2010-04-01";

    private readonly TerminalDriver terminal = new();

    public TraceTests() => terminal.Gateway.Traces[Id] = $$$"""
        {"data":{"type":"message","id":"{{{Id}}}","attributes":{"status":"received","segments":2,"body":"Hi [there]","from":"+18885550100","carrier":"twilio","provider_id":"SM1","country":"US",
        "events":[],"receipts":[],"steps":[
        {"datetime":"2026-11-23T23:59:59.900Z","ms_since_previous":0,"ms_since_first":0,"kind":"event","name":"Submitting"},
        {"datetime":"2026-11-24T00:00:01.100Z","ms_since_previous":1200,"ms_since_first":1200,"kind":"receipt","name":"Receipt","decision":"recorded","source":"callback","raw":"{{{Receipt}}}"},
        {"datetime":"2026-11-24T00:00:01.100Z","ms_since_previous":0,"ms_since_first":1200,"kind":"event","name":"Received SMS"},
        {"datetime":"2026-11-24T00:00:02.100Z","ms_since_previous":1000,"ms_since_first":2200,"kind":"receipt","name":"Receipt","decision":"late","source":"callback","vendor_status":"sent","raw":"a\r\nb"},
        {"datetime":"2026-11-24T00:00:03.100Z","ms_since_previous":1000,"ms_since_first":3200,"kind":"receipt","name":"Receipt","decision":"contradicting","source":"list","vendor_code":"30003","raw":"{\"status\": \"undelivered\", \"errorCode\": 30003}"},
        {"datetime":"2026-11-24T00:00:03.100Z","ms_since_previous":0,"ms_since_first":3200,"kind":"event","name":"Delivery Conflict","source":"list","vendor_code":"30003","failure_type":"Device Unreachable"}] } } }
        """;

    public void Dispose() => terminal.Dispose();

    [Fact]
    public async Task The_verdict_stands_on_top_and_every_step_on_a_line_of_its_own()
    {
        Assert.Equal(Cli.Done, await terminal.RunAsync("trace", Id));
        var lines = terminal.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal($"Message {Id} is received", lines[0]);
        Assert.Equal("Hi [there]", lines[1]);
        Assert.Equal("from +18885550100 to US by twilio, 2 segment(s)", lines[2]);
        Assert.Equal("the provider calls it SM1", lines[3]);
        Assert.Equal(["1|2026-11-23|+0|Submitting||", "|23:59:59.900||||"], Rows(lines, 1));
        Assert.Equal(["2|2026-11-24|+1,200|receipt: recorded||callback", "|00:00:01.100||MessageStatus=delivered||"], Rows(lines, 2));
        Assert.Equal(["3|00:00:01.100|+0|Received SMS||"], Rows(lines, 3));
        Assert.Equal(["4|00:00:02.100|+1,000|receipt 'sent': ignored, more is known already||callback", "|||a b||"], Rows(lines, 4));
        Assert.Equal(["5|00:00:03.100|+1,000|receipt: contradicts the last word, which stands|30003|list", "|||status=undelivered errorCode=30003||"], Rows(lines, 5));
        Assert.Equal(["6|00:00:03.100|+0|Delivery Conflict: Device Unreachable|30003|list"], Rows(lines, 6));
        Assert.Contains("6 steps in 3,200 ms", lines);
    }

    [Fact]
    public async Task Receipts_are_printed_whole_when_asked_for()
    {
        Assert.Equal(Cli.Done, await terminal.RunAsync("trace", Id, "--raw"));
        Assert.EndsWith($"#2 {Receipt}\n#4 a\nb\n#5 {{\"status\": \"undelivered\", \"errorCode\": 30003}}\n", terminal.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_message_is_told_in_the_gateway_s_words()
    {
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("trace", "nobody"));
        Assert.Contains("There is no such thing.", terminal.Output, StringComparison.Ordinal);
    }

    /// <summary>The lines of a step, cells between bars.</summary>
    private static IEnumerable<string> Rows(string[] lines, int number) => lines
        .SkipWhile(line => !line.StartsWith($"│ {number} ", StringComparison.Ordinal))
        .TakeWhile((line, i) => i == 0 || line.StartsWith("│   ", StringComparison.Ordinal))
        .Select(line => string.Join('|', line[1..^1].Split('│', StringSplitOptions.TrimEntries)));
}
