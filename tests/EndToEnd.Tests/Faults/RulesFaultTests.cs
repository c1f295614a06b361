using System.Globalization;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>
/// F20, I6–I9: five campaigns race for the same people, of whom some say STOP at random instants and some sleep. What may not have happened is looked for in the
/// provider's own books.
/// </summary>
public sealed class RulesFaultTests
{
    private const int Cap = 3;
    /// <summary>New Jersey's.</summary>
    private const string Asleep = "+1201";
    private static readonly int People = FaultScale.Of(600, 50_000);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(FaultScale.Of(2, 30));
    private static readonly string[] Places = ["default", "US-CT", "US-FL", "US-MD", "US-MS", "US-OK", "US-RI", "US-TX"];

    [Fact]
    public async Task Nobody_is_texted_over_the_cap_twice_within_the_window_asleep_or_after_STOP_SQLite()
    {
        await using var rig = await Rig.OnSqliteAsync(Rig.Brisk, Settings());
        await AssertHeldAsync("SQLite", rig);
    }

    [Fact]
    public async Task Nobody_is_texted_over_the_cap_twice_within_the_window_asleep_or_after_STOP_PostgreSQL()
    {
        await using var rig = await Rig.OnPostgresAsync(Rig.Brisk, Settings());
        await AssertHeldAsync("PostgreSQL", rig);
    }

    private static async Task AssertHeldAsync(string where, Rig rig)
    {
        var shop = new Shop(rig.App);
        var list = await shop.ListAsync("Newsletter", People);
        // Two with smart sending, three without; whoever has had three texts has had enough.
        var campaigns = new List<(Books Books, bool Smart)>();
        foreach (var smart in (bool[])[true, false, true, false, false])
            campaigns.Add((new Books(rig.App, rig.Provider.Url, await shop.DraftAsync("Sale", list, "20% off everything until Sunday.", smart: smart)), smart));
        await Task.WhenAll(campaigns.Select(campaign => shop.SendAsync(campaign.Books.Campaign)));
        await Rig.AcceptsMoreThanAsync(campaigns[0].Books, 0, TimeSpan.FromSeconds(60));

        var random = new Random(22);
        var stoppers = Shop.Phones(People).Where(phone => !IsAsleep(phone)).OrderBy(_ => random.Next()).Take(People / 100).Select(number => (Number: number, After: random.Next(600))).ToList();
        await Parallel.ForEachAsync(stoppers, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (one, stop) =>
        {
            await Task.Delay(one.After, stop);
            Assert.Equal(204, (int)(await new Phone(rig.App, one.Number, sandbox: rig.Provider.Url).TextAsync("STOP"))["status"]!);
        });

        var afterStop = 0L;
        var (skipped, refused) = (0L, 0L);
        foreach (var (books, _) in campaigns)
        {
            var (audit, _) = await books.SettledAsync(EndsWithin);
            Assert.Empty(audit["differences"]!.AsArray());
            Books.AssertConserved(audit);
            skipped += Books.Number(audit, "skipped");
            refused += Books.Number(audit, "refused");
            afterStop += Books.Number(await rig.App.GetAsync(new Uri(rig.Provider.Url, $"/sandbox/inbound?campaign={books.Campaign}").AbsoluteUri), "after");
        }

        // In the order in which the provider took them; answers to STOP belong to no campaign.
        var smartOf = campaigns.ToDictionary(campaign => campaign.Books.Campaign, campaign => campaign.Smart);
        var texts = (await Handsets.TextedAsync(rig.App, rig.Provider.Url)).AsEnumerable().Reverse()
            .Where(text => smartOf.ContainsKey(text.Message.Split('-')[0])).ToLookup(text => text.To, text => smartOf[text.Message.Split('-')[0]]);
        var overCap = texts.Count(person => person.Count() > Cap);
        var inWindow = texts.Sum(person => person.Skip(1).Count(smart => smart));
        var asleep = texts.Where(person => IsAsleep(person.Key)).Sum(person => person.Count());
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F20, I6–I9 ({where}): five campaigns to {People} people, {stoppers.Count} STOPs; {texts.Sum(person => person.Count())} texts, {skipped} skipped; "
            + $"{afterStop} after STOP, {overCap} people over the cap of {Cap}, {inWindow} texts within a smart-sending window, {asleep} to the {Shop.Phones(People).Count(IsAsleep)} asleep"));
        Assert.Equal((0L, 0, 0, 0), (afterStop, overCap, inWindow, asleep));
        // And the rules took nobody who was not meant: the others were texted, unless the provider would not.
        var stopped = stoppers.Select(one => one.Number).ToHashSet();
        Assert.InRange(Shop.Phones(People).Count(phone => !IsAsleep(phone) && !stopped.Contains(phone) && !texts[phone].Any()), 0, refused);
    }

    private static bool IsAsleep(string phone) => phone.StartsWith(Asleep, StringComparison.Ordinal);

    /// <summary>Everybody may be texted at any hour but New Jersey, where it is too late or too early now; nobody waits for it.</summary>
    private static (string, string)[] Settings()
    {
        var hour = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).Hour;
        var closed = hour is >= 6 and < 18 ? "20:00-22:00" : "10:00-12:00";
        return
        [
            ("Sending:QuietHours:Campaigns", "Enforce"), ("Campaigns:WaitFor", "00:00:30"), ("Sending:FrequencyCap:Rules:0:Messages", Cap.ToString(CultureInfo.InvariantCulture)),
            ("Sending:FrequencyCap:Rules:0:Within", "30.00:00:00"),
            .. Places.SelectMany(place => new[] { "Every", "Saturday", "Sunday" }.Select(day => ($"Sending:QuietHours:Places:{place}:{day}", "00:00-24:00"))),
            .. new[] { "Every", "Saturday", "Sunday" }.Select(day => ($"Sending:QuietHours:Places:US-NJ:{day}", closed)),
        ];
    }
}
