using System.Globalization;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Sms;

/// <summary>F20: clocks that jump, people who move.</summary>
public sealed class DaylightSavingTests
{
    private const int Contacts = 10_000;

    [Theory]
    [InlineData("2026-03-08")]
    [InlineData("2026-11-01")]
    public void Ten_thousand_people_in_thirty_zones_are_texted_within_their_hours_while_clocks_change(string day)
    {
        var start = DateTimeOffset.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).AddDays(-1);
        var clock = new FakeTimeProvider(start);
        Assert.Equal(30, QuietHoursOracle.Names.Count);
        var people = Enumerable.Range(0, Contacts).Select(i => Make(i, QuietHoursOracle.Names[i % 30])).ToArray();
        var (allowed, deferred, wrong, early) = (0L, 0L, 0L, 0L);
        for (var step = 0; step < 3 * 24 * 4; step++, clock.Advance(TimeSpan.FromMinutes(15)))
        {
            // The server's own clock is an hour off for a while, and put right again.
            var now = clock.GetUtcNow() + (step % 96 is >= 40 and < 48 ? TimeSpan.FromHours(1) : TimeSpan.Zero);
            for (var i = step % 7; i < Contacts; i += 7)
            {
                // Half way through, every tenth moves.
                if (step == 144 && i % 10 == 0) people[i] = Make(i, QuietHoursOracle.Names[(i / 10) % 30]);
                var (person, zone, area) = people[i];
                var decision = SendingPolicy.Decide(person, Offers.Facts(person), now);
                if (decision.IsAllowed)
                {
                    allowed++;
                    if (!QuietHoursOracle.MayText(now, zone, area)) wrong++;
                    continue;
                }
                deferred++;
                var until = decision.Until!.Value;
                if (!QuietHoursOracle.MayText(until, zone, area)) wrong++;
                // It waits no longer than it must.
                if (QuietHoursOracle.MayText(until.AddMinutes(-1), zone, area)) early++;
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"F20 {day}: {Contacts:N0} contacts, 30 zones, {allowed:N0} allowed, {deferred:N0} deferred, {wrong} violations, {early} too late"));
        Assert.Equal((0, 0), (wrong, early));
        Assert.True(allowed > 100_000 && deferred > 100_000);
    }

    [Fact]
    public void Hours_that_a_gap_swallows_or_an_overlap_doubles_are_kept_to_the_letter()
    {
        var places = new QuietPlaces(Microsoft.Extensions.Options.Options.Create(new QuietHoursOptions
        {
            Places = { ["US"] = new PlaceHours { Every = "01:30-02:30" } },
        }));
        var person = Offers.Person("+12125550123");
        // 2026-03-08 has no 2:00 to 3:00: open from 1:30 to the jump.
        var spring = places.Of(person).At(new DateTimeOffset(2026, 3, 8, 6, 45, 0, TimeSpan.Zero));
        Assert.Equal((true, new DateTimeOffset(2026, 3, 8, 7, 0, 0, TimeSpan.Zero)), (spring.IsOpen, spring.Until));
        // 2026-11-01 has 1:00 to 2:00 twice: open, closed at the jump back to 1:00, open again.
        var place = places.Of(person);
        Assert.True(place.IsOpen(new DateTimeOffset(2026, 11, 1, 5, 30, 0, TimeSpan.Zero)));
        Assert.False(place.IsOpen(new DateTimeOffset(2026, 11, 1, 6, 0, 0, TimeSpan.Zero)));
        Assert.True(place.IsOpen(new DateTimeOffset(2026, 11, 1, 6, 30, 0, TimeSpan.Zero)));
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 7, 30, 0, TimeSpan.Zero), place.At(new DateTimeOffset(2026, 11, 1, 6, 30, 0, TimeSpan.Zero)).Until);
    }

    [Fact]
    public void A_stretch_says_what_each_of_its_instants_would() => Gen.Select(
        Gen.Int[0, QuietHoursOracle.Names.Count - 1], Gen.Int[0, QuietHoursOracle.Areas.Count - 1], Gen.Long[0, 365 * 86_400L], Gen.Double[0, 1]).Sample((zone, area, second, part) =>
        {
            var (person, _, _) = Make(area, QuietHoursOracle.Names[zone]);
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second);
            var place = Offers.Places.Of(person);
            var span = place.At(now);
            Assert.True(span.Covers(now));
            Assert.Equal(span.IsOpen, place.IsOpen(span.From + ((span.Until - span.From) * part * 0.999999)));
            Assert.NotEqual(span.IsOpen, place.IsOpen(span.Until));
        }, iter: 2_000);

    private static (Profile Person, string Zone, int Area) Make(int i, string zone)
    {
        var area = QuietHoursOracle.Areas[i % QuietHoursOracle.Areas.Count].Area;
        return (Offers.Person(string.Create(CultureInfo.InvariantCulture, $"+1{area}555{i % 10_000:0000}"), zone: zone), zone, area);
    }
}
