using System.Globalization;
using Microsoft.Extensions.Options;

namespace Sms;

public sealed class QuietHoursTests
{
    /// <summary>Local times at which a person may just, and just not, be texted. 2026-11-23 is a Monday, -28 a Saturday, -29 a Sunday.</summary>
    [Theory]
    [InlineData("+12025550123", "US", "2026-11-23 08:00", -5, true)]
    [InlineData("+12025550123", "US", "2026-11-23 07:59", -5, false)]
    [InlineData("+12025550123", "US", "2026-11-23 20:59", -5, true)]
    [InlineData("+12025550123", "US", "2026-11-23 21:00", -5, false)]
    [InlineData("+13055550123", "US", "2026-11-23 19:59", -5, true)] // Florida
    [InlineData("+13055550123", "US", "2026-11-23 20:00", -5, false)]
    [InlineData("+14105550123", "US", "2026-11-23 20:00", -5, false)] // Maryland
    [InlineData("+16015550123", "US", "2026-11-23 20:00", -6, false)] // Mississippi
    [InlineData("+12015550123", "US", "2026-11-23 20:00", -5, false)] // New Jersey
    [InlineData("+14055550123", "US", "2026-11-23 20:00", -6, false)] // Oklahoma
    [InlineData("+12035550123", "US", "2026-11-23 08:59", -5, false)] // Connecticut
    [InlineData("+12035550123", "US", "2026-11-23 19:59", -5, true)]
    [InlineData("+12145550123", "US", "2026-11-23 09:00", -6, true)] // Texas
    [InlineData("+12145550123", "US", "2026-11-23 08:59", -6, false)]
    [InlineData("+12145550123", "US", "2026-11-29 11:59", -6, false)]
    [InlineData("+12145550123", "US", "2026-11-29 12:00", -6, true)]
    [InlineData("+14015550123", "US", "2026-11-23 18:00", -5, false)] // Rhode Island
    [InlineData("+14015550123", "US", "2026-11-28 10:00", -5, true)]
    [InlineData("+14015550123", "US", "2026-11-28 17:00", -5, false)]
    [InlineData("+33612345678", "FR", "2026-11-23 21:59", 1, true)]
    [InlineData("+33612345678", "FR", "2026-11-23 22:00", 1, false)]
    [InlineData("+33612345678", "FR", "2026-11-29 12:00", 1, false)] // Sunday
    [InlineData("+33612345678", "FR", "2026-11-11 12:00", 1, false)] // Armistice
    [InlineData("+33612345678", "FR", "2026-05-14 12:00", 2, false)] // Ascension
    [InlineData("+33612345678", "FR", "2026-05-25 12:00", 2, false)] // Whit Monday
    [InlineData("+447911123456", "GB", "2026-11-23 20:59", 0, true)]
    [InlineData("+447911123456", "GB", "2026-11-23 21:00", 0, false)]
    public void Hours_are_the_place_s_own_by_its_own_clock(string phone, string country, string local, int offset, bool open)
    {
        var at = new DateTimeOffset(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(offset));
        var person = Offers.Person(phone, country);
        var decision = SendingPolicy.Decide(person, Offers.Facts(person), at);
        Assert.Equal(open, decision.IsAllowed);
        if (open) return;
        Assert.Equal(SkipReason.QuietHours, decision.Reason);
        Assert.True(decision.Until > at);
        Assert.True(SendingPolicy.Decide(person, Offers.Facts(person), decision.Until!.Value).IsAllowed);
    }

    [Fact]
    public void Where_several_clocks_are_possible_all_of_them_must_allow_it()
    {
        // 850 is Florida, in Eastern and in Central time: from 8 in the later zone to 20 in the earlier.
        var florida = Offers.Places.Of(Offers.Person("+18505550123"));
        Assert.False(florida.IsOpen(At("2026-11-23 13:30")));
        Assert.True(florida.IsOpen(At("2026-11-23 14:00")));
        Assert.False(florida.IsOpen(At("2026-11-24 01:00")));

        // A toll-free number may be in any zone of the country, from Hawaii to New York.
        var anywhere = Offers.Places.Of(Offers.Person("+18885550123"));
        Assert.False(anywhere.IsOpen(At("2026-11-23 17:59")));
        Assert.True(anywhere.IsOpen(At("2026-11-23 18:00")));
        Assert.False(anywhere.IsOpen(At("2026-11-24 02:00")));
    }

    [Fact]
    public void The_profile_s_zone_goes_before_the_number_s_and_the_state_s_hours_stay()
    {
        var moved = Offers.Places.Of(Offers.Person("+13055550123", zone: "America/Los_Angeles"));
        Assert.True(moved.IsOpen(At("2026-11-24 03:59"))); // 19:59 there
        Assert.False(moved.IsOpen(At("2026-11-24 04:00")));
        Assert.False(moved.IsOpen(At("2026-11-23 15:59")));

        var named = Offers.Places.Of(Offers.Person("+12125550123", region: "TX"));
        Assert.False(named.IsOpen(At("2026-11-23 13:59"))); // 8:59 in New York, by Texan hours
        Assert.True(named.IsOpen(At("2026-11-23 14:00")));

        var unknown = Offers.Places.Of(Offers.Person("+13055550123", zone: "Mars/Olympus"));
        Assert.Equal(Offers.Places.Of(Offers.Person("+13055550123")).Words, unknown.Words);
    }

    [Fact]
    public void A_text_is_not_begun_in_the_last_moment_and_may_not_be_delivered_after_it()
    {
        var person = Offers.Person("+12125550123");
        var closes = At("2026-11-24 02:00");
        Assert.True(SendingPolicy.Decide(person, Offers.Facts(person), closes.AddSeconds(-31)).IsAllowed);
        Assert.Equal(closes, QuietHoursRule.EndsAt(Offers.Facts(person), closes.AddSeconds(-31)));
        var late = SendingPolicy.Decide(person, Offers.Facts(person), closes.AddSeconds(-30));
        Assert.Equal((SkipReason.QuietHours, At("2026-11-24 13:00")), (late.Reason, late.Until));
    }

    [Fact]
    public void What_cannot_go_within_the_campaign_s_time_is_declined_at_once()
    {
        var person = Offers.Person("+12125550123");
        var night = At("2026-11-24 04:00");
        var facts = Offers.Facts(person) with { Rules = new OfferRules { Deadline = At("2026-11-24 12:59") } };
        var decision = SendingPolicy.Decide(person, facts, night);
        Assert.Equal((SkipReason.CampaignTimedOut, null), (decision.Reason, decision.Until));
        Assert.Contains("Quiet Hours", decision.Detail, StringComparison.Ordinal);
        Assert.NotNull(SendingPolicy.Decide(person, facts with { Rules = new OfferRules { Deadline = At("2026-11-24 13:00") } }, night).Until);
    }

    [Fact]
    public void A_text_without_rules_waits_for_no_hour()
    {
        var person = Offers.Person("+12125550123");
        Assert.True(SendingPolicy.Decide(person, Offers.Facts(person) with { Rules = null }, At("2026-11-24 04:00")).IsAllowed);
    }

    [Theory]
    [InlineData("US-TX", "25:00-26:00", "Sending:QuietHours:Places:US-TX:Every")]
    [InlineData("US-TX", "21:00-08:00", "Sending:QuietHours:Places:US-TX:Every")]
    [InlineData("US-TX", "closed", "Sending:QuietHours:Places:US-TX")]
    [InlineData("US-TX", null, "Sending:QuietHours:Places:US-TX:Every")]
    [InlineData("Atlantis", "08:00-21:00", "Sending:QuietHours:Places:Atlantis")]
    [InlineData("US-ZZ", "08:00-21:00", "Sending:QuietHours:Places:US-ZZ")]
    public void A_rule_that_cannot_work_is_named(string place, string? every, string field)
    {
        var options = new QuietHoursOptions { Places = { [place] = new PlaceHours { Every = every } } };
        Assert.Contains(new QuietHoursValidator().Validate(null, options).Failures!, failure => failure.StartsWith(field, StringComparison.Ordinal));
    }

    [Fact]
    public void A_deployment_s_own_rule_stands_over_the_product_s()
    {
        var places = new QuietPlaces(Options.Create(new QuietHoursOptions { Places = { ["us-fl"] = new PlaceHours { Every = "10:00-11:00" } } }));
        Assert.False(places.Of(Offers.Person("+13055550123")).IsOpen(At("2026-11-23 14:59")));
        Assert.True(places.Of(Offers.Person("+13055550123")).IsOpen(At("2026-11-23 15:00")));
    }

    [Theory]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2038, 4, 25)]
    public void Easter_is_when_it_is(int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), FrenchCalendar.EasterSunday(year));

    [Fact]
    public void Every_zone_and_every_place_of_the_tables_is_known()
    {
        Assert.All(QuietData.CountryZones.Values, zones => Assert.Contains(zones, zone => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)));
        Assert.All(QuietData.AreaCodes.Values, area => Assert.All(area.Zones, zone => Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _), zone)));
        Assert.True(QuietData.AreaCodes.Count > 400);
        Assert.Equal(50 + 1, QuietData.AreaCodes.Values.Select(area => area.State).Where(state => state.StartsWith("US-", StringComparison.Ordinal)).Distinct().Count());
    }

    private static DateTimeOffset At(string utc) => DateTimeOffset.ParseExact(utc, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
