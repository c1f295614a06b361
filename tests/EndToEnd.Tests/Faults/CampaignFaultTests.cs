using System.Globalization;
using System.Net;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>F24, at the process: SIGKILL while a campaign is paused, and while it is throttled.</summary>
public sealed class CampaignFaultTests
{
    private static readonly int People = FaultScale.Of(600, 5_000);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(FaultScale.Of(90, 300));
    private static readonly (string, string)[] Unhurried = [.. Rig.Brisk, ("Sandbox:AnswerDelayMin", "50"), ("Sandbox:AnswerDelayMax", "200")];
    // So few at a time that there is something left to pause.
    private static readonly (string, string)[] Gentle = [("Campaigns:WaveSize", "50"), ("Campaigns:WavesInFlight", "4"), ("Campaigns:OffersInFlight", "8")];

    /// <summary>Submits whose answer may be cut off by a kill.</summary>
    private const int InFlight = 4 * 8;

    [Fact]
    public async Task Paused_killed_and_resumed_again_and_again_a_campaign_texts_nobody_twice_and_leaves_nobody_out()
    {
        await using var rig = await Rig.OnSqliteAsync(Unhurried, Gentle);
        var books = await rig.LaunchAsync(People);
        var strategies = new Strategies(rig.App);
        var kills = FaultScale.Of(2, 6);
        var longest = TimeSpan.Zero;
        for (var kill = 1; kill <= kills; kill++)
        {
            await Rig.AcceptsMoreThanAsync(books, (long)(People - (kills * InFlight)) * kill / (kills + 2), EndsWithin);
            Assert.Equal(HttpStatusCode.NoContent, await strategies.ActAsync(books.Campaign, "pause"));
            var answered = TimeProvider.System.GetUtcNow();
            // Every other time the process dies as soon as it has said yes.
            if (kill % 2 == 0) await rig.App.KillAsync();
            var paused = await Until.SteadyAsync(books.AcceptedAsync, TimeSpan.FromSeconds(2), EndsWithin);
            if (kill % 2 == 1) await rig.App.KillAsync();
            await rig.App.StartAsync();
            Assert.Equal("Paused", await books.StatusAsync());
            Assert.Equal(paused, await books.AcceptedAsync());
            var last = (await LedgerOfTheProviderAsync(rig)).Max();
            longest = last - answered > longest ? last - answered : longest;
            Assert.Equal(HttpStatusCode.NoContent, await strategies.ActAsync(books.Campaign, "resume"));
            await Rig.AcceptsMoreThanAsync(books, paused, EndsWithin);
        }

        var (audit, truth) = await rig.AssertExactAsync(books, People, kills * InFlight, EndsWithin);
        Assert.True(longest < TimeSpan.FromSeconds(1), $"A text was accepted {longest} after the pause was acknowledged");
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F24 {kills} × paused, SIGKILL, resumed, {People} people: {Rig.Summary(audit, truth)}; last accepted {Math.Max(0, longest.TotalMilliseconds):0} ms after a pause was acknowledged"));
    }

    [Fact]
    public async Task Killed_in_its_hours_a_throttled_campaign_keeps_to_its_share_and_ends()
    {
        var hour = TimeSpan.FromSeconds(FaultScale.Of(4, 10));
        await using var rig = await Rig.OnSqliteAsync(Unhurried, [.. Gentle, ("Campaigns:ThrottlePeriod", hour.ToString("c", CultureInfo.InvariantCulture))]);
        var strategies = new Strategies(rig.App);
        var campaign = await strategies.DraftAsync(await new Shop(rig.App).ListAsync("Newsletter", People), Strategies.Throttled(25));
        Assert.Equal(HttpStatusCode.Accepted, await strategies.SendAsync(campaign));
        var books = new Books(rig.App, rig.Provider.Url, campaign);
        var kills = FaultScale.Of(2, 6);
        for (var kill = 1; kill <= kills; kill++)
        {
            await Rig.AcceptsMoreThanAsync(books, (long)(People - (kills * InFlight)) * kill / (kills + 1), EndsWithin);
            await rig.App.KillAsync();
            await rig.App.StartAsync();
        }

        var (audit, truth) = await rig.AssertExactAsync(books, People, kills * InFlight, EndsWithin);
        var (times, share, most) = ((await LedgerOfTheProviderAsync(rig)).Order().ToArray(), People / 4, 0);
        for (var (first, last) = (0, 0); last < times.Length; last++)
        {
            while (times[last] - times[first] >= hour) first++;
            most = Math.Max(most, last - first + 1);
        }

        Assert.InRange(most, 1, share);
        FaultScale.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"F24 {kills} × SIGKILL of a campaign of 25 % an hour, {People} people: {Rig.Summary(audit, truth)}; at most {most} of {share} in any hour (an hour of {hour.TotalSeconds:0} s), done in {(times[^1] - times[0]).TotalSeconds:0} s"));
    }

    private static async Task<List<DateTimeOffset>> LedgerOfTheProviderAsync(Rig rig)
    {
        var times = new List<DateTimeOffset>();
        for (var query = "size=1000"; ;)
        {
            var page = await rig.App.GetAsync(new Uri(rig.Provider.Url, "/sandbox/messages?" + query).AbsoluteUri);
            times.AddRange(page["messages"]!.AsArray().Select(message => DateTimeOffset.Parse((string)message!["accepted_at"]!, CultureInfo.InvariantCulture)));
            if (page["next"] is not { } next) return times;
            query = $"size=1000&before={next}";
        }
    }
}
