using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sms.Terminal;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TerminalDriver terminal = new();

    public void Dispose() => terminal.Dispose();

    public static TheoryData<string, byte[]> Files()
    {
        const string comma = "phone,first name,Favourite Colour\r\n+12025550123,Zoë,\"red, blue\"\r\n+12025550124,\"O\"\"Neil\",\"two\r\nlines\"\r\n";
        var semicolon = "Phone_Number;First-Name;Favourite Colour\n+12025550123;Zoë;red, blue\n+12025550124;\"O\"\"Neil\";\"two\r\nlines\"";
        return new TheoryData<string, byte[]>
        {
            { "UTF-8", Encoding.UTF8.GetBytes(comma) },
            { "UTF-8 with its mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(comma)] },
            { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(comma)] },
            { "UTF-16, big end first", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(comma)] },
            { "UTF-16 without its mark", Encoding.Unicode.GetBytes(comma) },
            { "Latin-1", Encoding.Latin1.GetBytes(comma) },
            { "semicolons", Encoding.UTF8.GetBytes(semicolon) },
            { "tabs", Encoding.UTF8.GetBytes(semicolon.Replace(';', '\t')) },
            { "blank lines and spaces", Encoding.UTF8.GetBytes(comma.Replace("\r\n+", "\r\n\r\n  +", StringComparison.Ordinal)) },
        };
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_read_however_it_was_written(string what, byte[] bytes)
    {
        Assert.Equal(Cli.Done, await terminal.RunAsync("import", terminal.Write("people.csv", bytes), "--list", "Newsletter"));
        Assert.Equal(
            [(what, "+12025550123", "Zoë", "red, blue"), (what, "+12025550124", "O\"Neil", "two\r\nlines")],
            terminal.Gateway.Profiles.Select(p => (what, p["phone_number"]!.ToString(), p["first_name"]!.ToString(), p["properties"]!["Favourite Colour"]!.ToString())));
        Assert.Equal(["Newsletter"], terminal.Gateway.Lists);
        Assert.Equal("L0", terminal.Gateway.Jobs[0]["data"]!["relationships"]!["lists"]!["data"]![0]!["id"]!.ToString());
        Assert.False(terminal.Exists("people.refused.csv"));
    }

    [Fact]
    public async Task A_list_there_is_already_is_used()
    {
        terminal.Gateway.Lists.AddRange(["Other", "Newsletter"]);
        Assert.Equal(Cli.Done, await terminal.RunAsync("import", terminal.Write("p.csv", "phone\n+12025550123\n"), "--list", "Newsletter", "--region", "us"));
        Assert.Equal(2, terminal.Gateway.Lists.Count);
        Assert.Equal("L1", terminal.Gateway.Jobs[0]["data"]!["relationships"]!["lists"]!["data"]![0]!["id"]!.ToString());
        Assert.Equal("US", terminal.Gateway.Jobs[0]["data"]!["attributes"]!["default_region"]!.ToString());
    }

    [Fact]
    public async Task Refused_rows_are_reported_by_line_and_formulas_are_disarmed()
    {
        terminal.Gateway.Refuse = phone => phone.StartsWith('+') ? null : "Not a phone number";
        var file = terminal.Write("people.csv", "name,phone\nA,+12025550123\nB,=cmd()\nC,\"multi\nline\"\nD,+12025550124,too,many\nE,\nF,+12025550125\n");
        Assert.Equal(Cli.RowsRefused, await terminal.RunAsync("import", file, "--list", "L"));
        Assert.Equal(2, terminal.Gateway.Profiles.Count);
        Assert.Equal(
            "line,phone,reason,detail\r\n6,\"'+12025550124\",broken_row,4 columns where the first line has 2\r\n3,\"'=cmd()\",invalid_phone,Not a phone number\r\n5,\"multi\nline\",invalid_phone,Not a phone number\r\n7,,invalid_phone,Not a phone number\r\n",
            terminal.Read("people.refused.csv"));
        Assert.Contains("invalid_phone", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_is_claimed_for_rows_that_do_not_say_no_and_never_for_a_later_time_than_the_file_s()
    {
        var file = terminal.Write("p.csv", "phone,consent,consented_at\n+12025550123,yes,2024-05-01T10:00:00Z\n+12025550124,no,\n+12025550125,TRUE,\n+12025550126,,\n+12025550127,yes,2999-01-01\n");
        File.SetLastWriteTimeUtc(file, new DateTime(2025, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        Assert.Equal(Cli.Done, await terminal.RunAsync("import", file, "--list", "L", "--consent", "--consent-source", "Checkout"));
        var attributes = terminal.Gateway.Jobs[0]["data"]!["attributes"]!;
        Assert.Equal(("true", "Checkout"), (attributes["historical_import"]!.ToString(), attributes["custom_source"]!.ToString()));
        Assert.Equal(
            ["2024-05-01T10:00:00", null, "2025-01-02T03:04:05", null, "2025-01-02T03:04:05"],
            terminal.Gateway.Profiles.Select(p => p["subscriptions"]?["sms"]?["marketing"]?["consented_at"]?.GetValue<DateTimeOffset>().ToString("s", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task The_time_of_consent_can_be_told_for_the_whole_file()
    {
        await terminal.RunAsync("import", terminal.Write("p.csv", "phone\n+12025550123\n"), "--list", "L", "--consent", "--consented-at", "2024-02-03T04:05:06Z", "--report", terminal.Write("r.csv", ""));
        Assert.Equal(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero), terminal.Gateway.Profiles[0]["subscriptions"]!["sms"]!["marketing"]!["consented_at"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Without_the_flag_no_consent_is_claimed_whatever_the_file_says()
    {
        await terminal.RunAsync("import", terminal.Write("p.csv", "phone,consent\n+12025550123,yes\n"), "--list", "L");
        Assert.Null(terminal.Gateway.Profiles[0]["subscriptions"]);
        Assert.Null(terminal.Gateway.Jobs[0]["data"]!["attributes"]!["historical_import"]);
    }

    [Fact]
    public async Task Headings_people_use_are_known_and_the_rest_are_properties()
    {
        await terminal.RunAsync("import", terminal.Write("p.csv", "Mobile Phone,E-mail,Surname,City,Phone,Points,\n+12025550123,a@b.example,Lovelace,London,home,7,x\n"), "--list", "L");
        Assert.Equal(
            """{"phone_number":"+12025550123","email":"a@b.example","last_name":"Lovelace","location":{"city":"London"},"properties":{"Phone":"home","Points":"7"}}""",
            terminal.Gateway.Profiles[0].ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("name,mail\nAda,a@b.example\n", "No column holds phone numbers")]
    [InlineData("", "is empty")]
    public async Task A_file_that_is_no_list_of_people_is_refused_in_words(string text, string reason)
    {
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("import", terminal.Write("p.csv", text), "--list", "L"));
        Assert.Contains(reason, terminal.Output, StringComparison.Ordinal);
        Assert.Empty(terminal.Gateway.Requests);
    }

    [Fact]
    public async Task A_quote_without_an_end_stops_the_import_with_its_line()
    {
        var text = "phone,name\n+12025550123,Ada\n+12025550124,\"never closed" + new string('x', 200_000);
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("import", terminal.Write("p.csv", text), "--list", "L"));
        Assert.Contains("quotation mark", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_and_a_wrong_key_are_told_in_a_line()
    {
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("import", "/nowhere/people.csv", "--list", "L"));
        Assert.Contains("There is no file", terminal.Output, StringComparison.Ordinal);
        terminal.Gateway.Key = "other";
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("import", terminal.Write("p.csv", "phone\n+12025550123\n"), "--list", "L"));
        Assert.Contains("The API key is not known.", terminal.Output, StringComparison.Ordinal);
        Assert.Equal(Cli.NotDone, await terminal.RunAsync("import", terminal.Write("p.csv", "phone\n+12025550123\n"), "--list", "L", "--report", "/nowhere/at/all.csv", "--region", "XX"));
        Assert.DoesNotContain("   at ", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_later_is_asked_later()
    {
        terminal.Gateway.BusyAnswers = 3;
        Assert.Equal(Cli.Done, await terminal.RunAsync("import", terminal.Write("p.csv", "phone\n+12025550123\n"), "--list", "L"));
        Assert.Single(terminal.Gateway.Profiles);
    }

    [Fact]
    public async Task Many_rows_go_in_calls_of_three_thousand_and_each_goes_once()
    {
        var text = new StringBuilder("phone,first name\n");
        for (var i = 0; i < 25_001; i++)
            text.Append(CultureInfo.InvariantCulture, $"+1202{i:0000000},P{i}\n");
        var clock = Stopwatch.StartNew();
        Assert.Equal(Cli.Done, await terminal.RunAsync("import", terminal.Write("p.csv", text.ToString()), "--list", "L"));
        Assert.Equal(9, terminal.Gateway.Jobs.Count);
        Assert.Equal(25_001, terminal.Gateway.Profiles.Select(p => p["phone_number"]!.ToString()).Distinct().Count());
        TestContext.Current.TestOutputHelper?.WriteLine($"{25_001 / clock.Elapsed.TotalSeconds:N0} rows/s with a gateway that parses and keeps everything");
    }
}
