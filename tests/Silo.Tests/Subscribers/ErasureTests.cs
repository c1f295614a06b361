using System.Diagnostics;
using System.Text;
using Npgsql;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>After an erasure no byte of the person is left in a dump of PostgreSQL, or in SQLite's files; the books are as they were.</summary>
public sealed class ErasureTests
{
    private const string Phone = "+12025550147", FirstName = "Zebedee", LastName = "Quixano", Email = "zq@example.test", Ip = "192.0.2.231";
    private static readonly string[] Personal = [Phone[1..], FirstName, LastName, Email, Ip, "Dear Zebedee"];

    [Fact]
    public async Task Sqlite_files_hold_nothing_of_an_erased_person()
    {
        var carrier = Carrier();
        await using var rig = await SiloRig.StartAsync(carrier);
        await LiveAndEraseAsync(rig, carrier, () => Task.FromResult(FilesOf(rig.Folder)));
    }

    [Fact]
    public async Task A_dump_of_postgresql_holds_nothing_of_an_erased_person()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        var carrier = Carrier();
        await using var rig = await SiloRig.StartAsync(carrier, ("Cluster:ConnectionString", database));
        await LiveAndEraseAsync(rig, carrier, () => DumpAsync(database));
    }

    private static async Task LiveAndEraseAsync(SiloRig rig, ScriptedCarrier carrier, Func<Task<string>> dump)
    {
        var list = (await rig.Grains.Lists().CreateAsync("People", doubleOptIn: false)).Id;
        await ImportAsync(rig, list, null);
        var neighbours = Enumerable.Range(0, 300).Select(i => new ImportRow(new ProfilePatch { Phone = $"+1303555{i:0000}", Attributes = """{"first_name":"Neighbour"}""" }, i));
        await rig.Grains.Profiles().ImportAsync(new ImportBatch { Rows = [.. neighbours] });
        // Longer and shorter again: rows move, and leave their former selves behind.
        var person = (await rig.Grains.Profiles().IdOfAsync(Phone))!.Value;
        foreach (var length in (int[])[4_000, 100, 9_000, 1])
            await rig.Grains.Profiles().UpdateAsync(person, new ProfilePatch { Attributes = $$$"""{"properties":{"note":"{{{string.Concat(Enumerable.Repeat(FirstName, length / 7))}}}"}}""" });
        var delivered = await SendAsync(rig, list);
        var flying = await SendAsync(rig, list);
        Assert.Equal(2, carrier.Submitted.Count(message => message.To == Phone));
        // The provider never answered for this one: its stream has an intent, and that nothing is known.
        var accept = carrier.OnSubmit;
        carrier.OnSubmit = _ => SubmitReply.Unknown(null, "timeout");
        var unknown = await SendAsync(rig, list);
        // And this one it wants later: an intent, and nothing more.
        carrier.OnSubmit = _ => SubmitReply.Throttled("20003", "Authenticate");
        var held = await HoldAsync(rig, carrier, list);
        carrier.OnSubmit = accept;
        var tried = carrier.Submitted.Count(message => message.To == Phone);
        await rig.Grains.Message(delivered).RecordAsync(await ReceiptAsync(rig, delivered, DeliveryStatus.Delivered));
        var books = await BooksAsync(rig, delivered, flying);
        var export = (await rig.Grains.Privacy().ExportAsync(person))!;
        Assert.Equal((4, 1, 1), (export.Texts.Count, export.Consent.Count, export.Lists.Count));
        Assert.Equal([delivered, flying, unknown, held.Message], export.Texts.Select(text => text.Message));
        Assert.All(export.Texts, text => Assert.Equal("Dear Zebedee Quixano", text.Body));
        var known = await dump();
        Assert.All(Personal, word => Assert.Contains(word, known, StringComparison.Ordinal));

        await rig.Grains.Privacy().EraseAsync([person]);
        foreach (var message in (MessageId[])[delivered, flying, unknown, held.Message]) Assert.Null((await rig.Grains.Message(message).GetTraceAsync())!.Body);
        Assert.Equal(CampaignVerdict.Done, (await rig.Grains.Campaign(held.Campaign).ResumeAsync()).Verdict);
        await SiloRig.UntilAsync(async () => (await rig.AuditAsync(held.Campaign)).Refused, refused => refused == 1);
        // Reported on after it was erased.
        await rig.Grains.Message(flying).RecordAsync(await ReceiptAsync(rig, flying, DeliveryStatus.Failed));
        Assert.NotNull(await rig.Grains.Privacy().ScrubAsync());

        var left = await dump();
        Assert.All(Personal, word => Assert.DoesNotContain(word, left, StringComparison.Ordinal));
        Assert.Contains("Neighbour", left, StringComparison.Ordinal);
        Assert.Null(await rig.Grains.Privacy().ExportAsync(person));
        Assert.Equal(books with { Received = books.Received, Failed = 1, InFlight = 0 }, await BooksAsync(rig, delivered, flying));

        await ImportAsync(rig, list, rig.Clock.GetUtcNow().AddDays(-3));
        await SendAsync(rig, list);
        Assert.Equal(tried, carrier.Submitted.Count(message => message.To == Phone));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await ImportAsync(rig, list, null);
        await SendAsync(rig, list);
        Assert.Equal(tried + 1, carrier.Submitted.Count(message => message.To == Phone));
    }

    private static Task<ImportOutcome> ImportAsync(SiloRig rig, ListId list, DateTimeOffset? consentedAt) => rig.Grains.Profiles().ImportAsync(new ImportBatch
    {
        Rows =
        [
            new ImportRow(
                new ProfilePatch { Phone = Phone, Email = Email, Attributes = $$"""{"first_name":"{{FirstName}}","last_name":"{{LastName}}"}""" }, 0, consentedAt,
                Evidence: new ConsentEvidence { Ip = Ip }),
        ],
        List = list,
        Consent = new ConsentGrant("Form", null, consentedAt is not null),
    });

    private static async Task<MessageId> SendAsync(SiloRig rig, ListId list)
    {
        var campaign = await LaunchAsync(rig, list);
        var sent = await SiloRig.UntilAsync(async () => (await rig.Grains.Campaign(campaign).GetAsync())!, now => now.Status == CampaignStatus.Sent);
        return MessageId.Of(SourceId.Of(campaign), sent.LaunchedAt!.Value, 0);
    }

    /// <summary>A campaign that is paused after its provider turned the text away.</summary>
    private static async Task<(CampaignId Campaign, MessageId Message)> HoldAsync(SiloRig rig, ScriptedCarrier carrier, ListId list)
    {
        var before = carrier.Submitted.Count;
        var campaign = await LaunchAsync(rig, list);
        await SiloRig.UntilAsync(() => Task.FromResult(carrier.Submitted.Count), tried => tried > before);
        var paused = await rig.Grains.Campaign(campaign).PauseAsync();
        return (campaign, MessageId.Of(SourceId.Of(campaign), paused.Campaign!.LaunchedAt!.Value, 0));
    }

    private static async Task<CampaignId> LaunchAsync(SiloRig rig, ListId list)
    {
        var campaign = await rig.Grains.Campaigns().CreateAsync(new CampaignDefinition
        {
            Name = "Letter",
            Included = [list],
            Content = new MessageContent { Body = "Dear {{ first_name }} {{ last_name }}" },
            UseSmartSending = false,
        });
        await rig.Grains.Campaign(campaign.Id).SendAsync();
        return campaign.Id;
    }

    private static async Task<Books> BooksAsync(SiloRig rig, params MessageId[] messages)
    {
        var books = new Books(0, 0, 0, 0);
        foreach (var message in messages)
        {
            Assert.True(SourceId.TryParse((await rig.Grains.Message(message).GetTraceAsync())!.Source.Value, out var source));
            var totals = await rig.AuditAsync(new CampaignId(source.Key));
            books = new(books.Submitted + totals.Submitted, books.Received + totals.Received, books.Failed + totals.Failed, books.InFlight + totals.InFlight);
        }

        return books;
    }

    private static async Task<DeliveryReceipt> ReceiptAsync(SiloRig rig, MessageId message, DeliveryStatus status) => new()
    {
        Carrier = "sandbox",
        ProviderId = (await rig.Grains.Message(message).GetTraceAsync())!.ProviderId!,
        Status = status,
        VendorStatus = status.ToString(),
        Raw = $"{message} to {FirstName} {LastName}",
        ArrivedAt = TimeProvider.System.GetUtcNow(),
    };

    private static ScriptedCarrier Carrier()
    {
        var carrier = new ScriptedCarrier();
        carrier.OnSubmit = message => carrier.Accept(message, TimeProvider.System.GetUtcNow());
        return carrier;
    }

    /// <summary>As bytes, whatever the files mean: the write-ahead log, free pages and the gaps between rows are read, too.</summary>
    private static string FilesOf(string folder)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, "*.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    private static async Task<string> DumpAsync(string database)
    {
        var where = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(PostgresBinaries.Find("pg_dump")) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-h", where.Host!, "-p", where.Port.ToString(null, null), "-U", where.Username!, where.Database!]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return text;
    }

    private sealed record Books(long Submitted, long Received, long Failed, long InFlight);
}
