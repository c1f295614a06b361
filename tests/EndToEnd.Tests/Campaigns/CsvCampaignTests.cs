using System.Globalization;
using System.Text.RegularExpressions;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>From a shop's file to handsets, with the commands a person types and a carrier that misbehaves within its protocol.</summary>
public sealed partial class CsvCampaignTests
{
    private static readonly (string, string)[] RoughCarrier =
    [
        ("Sandbox:SentDelayMin", "0"), ("Sandbox:SentDelayMax", "400"), ("Sandbox:FinalDelayMin", "0"), ("Sandbox:FinalDelayMax", "1200"),
        ("Sandbox:DuplicateRate", "0.3"), ("Sandbox:DuplicateCount", "2"), ("Sandbox:ReorderRate", "0.3"), ("Sandbox:EarlyRate", "0.15"),
        ("Sandbox:SilentRate", "0"), ("Sandbox:AnswerDelayMax", "60"),
    ];

    [Fact]
    public async Task A_file_of_2000_mixed_numbers_is_imported_texted_once_and_counted_alike_everywhere()
    {
        await using var app = await EmbeddedApp.StartAsync(RoughCarrier);
        var file = PeopleCsv.Make(2_000);
        await File.WriteAllTextAsync(Path.Combine(app.Folder, "people.csv"), file.Text, TestContext.Current.CancellationToken);

        var import = await Shell.RunAsync(app, "import", "people.csv", "--list", "Newsletter", "--consent");
        Assert.True(import.Exit == 2, import.Printed);
        AssertRefused(file, await File.ReadAllLinesAsync(Path.Combine(app.Folder, "people.refused.csv"), TestContext.Current.CancellationToken));

        var send = await Shell.RunAsync(app, "send", "--list", "Newsletter", "--body", "Hi {{ first_name|default:'there' }}, we open at nine.", "--yes");
        Assert.True(send.Exit == 0, send.Printed);
        var campaign = CampaignId().Match(send.Printed).Value;
        var books = new Books(app, campaign);
        var (audit, truth) = await books.SettledAsync(TimeSpan.FromSeconds(30));

        var watch = await Shell.RunAsync(app, "watch", campaign);
        Assert.True(watch.Exit == 0, watch.Printed);
        Assert.Contains($"received {Books.Number(audit, "received")}", watch.Printed, StringComparison.Ordinal);

        Assert.Equal(file.People.Count, Books.Number(audit, "targeted"));
        Assert.Equal(file.People.Count, Books.Number(audit, "relayed"));
        Assert.Empty(audit["differences"]!.AsArray());
        Books.AssertConserved(audit);
        var figures = Books.OfTruth(truth);
        Assert.True(figures.Failed > 0, "A carrier without failures would prove nothing about them.");
        Assert.Equal(figures, Books.Of(audit));
        Assert.Equal(figures, await books.ReportAsync());
        Assert.Equal(figures, await books.EventsAsync());
        Assert.Equal(figures, await books.AggregatesAsync());
        Assert.Equal(0, Books.Number(truth, "texted_twice"));
        var texted = await Handsets.TextedAsync(app);
        Assert.Equal(texted.Count, texted.Select(text => text.To).Distinct().Count());
        Assert.True(file.People.SetEquals(texted.Select(text => text.To)));

        // One person's own account says the same as the handset.
        foreach (var one in texted.Where(text => text.Final == "delivered").Take(2).Concat(texted.Where(text => text.Final == "undelivered").Take(1)))
            Assert.Equal(one.Final == "delivered" ? new Figures(1, 1, 0) : new Figures(1, 0, 1), await Handsets.OwnFiguresAsync(app, one.To));
    }

    private static void AssertRefused(PeopleCsv file, string[] report)
    {
        var rows = report.Skip(1).Select(row => row.Split(',')).ToLookup(row => row[2], row => int.Parse(row[0], CultureInfo.InvariantCulture));
        var repeated = rows["duplicate"].ToHashSet();
        Assert.True(repeated.IsSubsetOf(file.Repeated));
        var refused = rows.Where(group => group.Key != "duplicate").SelectMany(group => group).Order().ToArray();
        Assert.Equal(file.Refused, refused);
    }

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{26}")]
    private static partial Regex CampaignId();
}
