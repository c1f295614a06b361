using CsCheck;

namespace Sms;

/// <summary>A campaign at ten by everybody's own clock.</summary>
public sealed class LocalTimeTests
{
    private static readonly DateTime Ten = new(2026, 7, 1, 10, 0, 0);
    private static readonly DateTimeOffset Sent = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("America/New_York", "2026-07-01 10:00", "2026-07-01 14:00")]
    // The clocks go from 02:00 to 03:00: half past two does not come, and is when they go.
    [InlineData("America/New_York", "2026-03-08 02:30", "2026-03-08 07:00")]
    [InlineData("America/New_York", "2026-03-08 03:00", "2026-03-08 07:00")]
    [InlineData("America/New_York", "2026-03-08 01:59", "2026-03-08 06:59")]
    // The clocks go from 02:00 to 01:00: half past one comes twice, and the first is meant.
    [InlineData("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30")]
    [InlineData("America/New_York", "2026-11-01 02:00", "2026-11-01 07:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30")]
    // A day that never was.
    [InlineData("Pacific/Apia", "2011-12-30 10:00", "2011-12-30 10:00")]
    [InlineData("Pacific/Kiritimati", "2026-07-01 10:00", "2026-06-30 20:00")]
    public void A_wall_clock_shows_a_time_at_one_instant(string zone, string wall, string instant) =>
        Assert.Equal(Instant(instant), WallClock.Shows(TimeZoneInfo.FindSystemTimeZoneById(zone), DateTime.Parse(wall, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void No_clock_shows_less_than_the_time_and_one_minute_before_none_that_exists_shows_it()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().Where(zone => QuietData.CountryZones.Values.Any(known => known.Contains(zone.Id))).ToArray();
        (from zone in Gen.Int[0, zones.Length - 1].Select(i => zones[i]) from minute in Gen.Int[0, 2 * 366 * 24 * 60] select (zone, Wall: new DateTime(2025, 1, 1).AddMinutes(minute))).Sample(one =>
        {
            var at = WallClock.Shows(one.zone, one.Wall);
            Assert.True(TimeZoneInfo.ConvertTime(at, one.zone).DateTime >= one.Wall);
            Assert.True(TimeZoneInfo.ConvertTime(at.AddMinutes(-1), one.zone).DateTime < one.Wall);
            Assert.InRange(at, At(one.Wall) - SendStrategy.Earliest, At(one.Wall) + SendStrategy.Latest);
        });
    }

    [Fact]
    public void Who_is_asked_before_the_hour_waits_for_it_whatever_else_speaks_against_it()
    {
        var person = Offers.Person("+12125550100") with { Consent = SmsConsent.Unsubscribed };
        var early = SendingPolicy.Decide(person, Facts(person, Sent), Instant("2026-07-01 13:59"));
        Assert.Equal((SkipReason.LocalTime, Instant("2026-07-01 14:00")), (early.Reason, early.Until));
        Assert.Contains("2026-07-01 10:00", early.Detail, StringComparison.Ordinal);
        Assert.Equal(SkipReason.Unsubscribed, SendingPolicy.Decide(person, Facts(person, Sent), Instant("2026-07-01 14:00")).Reason);
    }

    [Fact]
    public void A_late_process_leaves_nobody_out_and_a_late_client_says_whether_it_does()
    {
        var person = Offers.Person("+12125550100");
        Assert.True(SendingPolicy.Decide(person, Facts(person, Sent), Instant("2026-07-01 18:00")).IsAllowed);
        var past = Instant("2026-07-01 15:00");
        Assert.Equal(SkipReason.LocalTimePassed, SendingPolicy.Decide(person, Facts(person, past), past).Reason);
        Assert.True(SendingPolicy.Decide(person, Facts(person, past, now: true), past).IsAllowed);
        Assert.Equal(SkipReason.Unsubscribed, SendingPolicy.Decide(person with { Consent = SmsConsent.Unsubscribed }, Facts(person, past), past).Reason);
    }

    [Fact]
    public void Where_several_clocks_are_possible_the_last_of_them_counts()
    {
        // 208 is Idaho, which lies in two zones; toll-free numbers are at home anywhere from New York to Honolulu.
        Assert.Equal(Instant("2026-07-01 17:00"), Offers.Places.Of(Offers.Person("+12085550100")).Shows(Ten));
        Assert.Equal(Instant("2026-07-01 20:00"), Offers.Places.Of(Offers.Person("+18885550100")).Shows(Ten));
        Assert.Equal(Instant("2026-07-01 08:00"), Offers.Places.Of(Offers.Person("+18885550100", zone: "Europe/Paris")).Shows(Ten));
        Assert.Equal(Instant("2026-07-01 08:00"), Offers.Places.Of(Offers.Person("+33612345678", "FR", zone: "Europe/Paris")).Shows(Ten));
    }

    private static OfferFacts Facts(Profile person, DateTimeOffset sent, bool now = false) => Offers.Facts() with
    {
        Local = new LocalFacts(Offers.Places.Of(person).Shows(Ten), new LocalSend(Ten, sent, now)),
    };

    private static DateTimeOffset At(DateTime wall) => new(wall, TimeSpan.Zero);

    private static DateTimeOffset Instant(string text) => At(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
