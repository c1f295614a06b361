using System.Net;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Sms.EndToEnd;

/// <summary>The console's rules that need no browser and no host.</summary>
public sealed class ConsoleRulesTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Whatever_stands_in_a_hole_comes_out_without_markup() => Gen.String.Sample(text =>
    {
        Html page = $"<p title=\"{text}\">{text}</p>";
        var inner = page.ToString()["<p title=\"".Length..^"</p>".Length];
        Assert.Equal(1, inner.Count(character => character == '"'));
        Assert.Equal(1, inner.Count(character => character == '>'));
        Assert.DoesNotContain('<', inner);
    });

    [Fact]
    public void Segments_lie_side_by_side_within_the_bar() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[0, 500]).Sample((received, inFlight, failed, skipped, waiting) =>
        {
            var relayed = received + inFlight + failed;
            var totals = new CampaignTotals
            {
                Targeted = relayed + skipped + waiting,
                Skipped = skipped,
                Submitted = relayed,
                Relayed = relayed,
                Received = received,
                Failed = failed,
            };
            double end = 0;
            foreach (var place in FunnelFigure.Segments.Select(figure => FunnelView.Lay(totals)[figure.Key]))
            {
                Assert.Equal(end, place[0], 0.01);
                end = place[0] + place[1];
            }

            Assert.Equal(totals.Targeted == 0 ? 0 : 100.0 * (relayed + skipped) / totals.Targeted, end, 0.01);
        });

    [Theory]
    [InlineData(0, 0, "–")]
    [InlineData(0, 7, "0.0%")]
    [InlineData(9999, 10000, "99.9%")]
    [InlineData(10000, 10000, "100%")]
    public void A_rate_says_100_only_when_all_arrived(long received, long sent, string text) => Assert.Equal(text, CampaignFunnel.Rate(received, sent));

    [Fact]
    public void A_session_holds_for_its_key_and_its_time_and_for_nothing_else()
    {
        var session = new ConsoleSession(new ApiKeys(["one", "two"]), clock);
        var value = session.Issue(1);
        Assert.True(session.IsValid(value));
        Assert.True(new ConsoleSession(new ApiKeys(["two"]), clock).IsValid(value));
        Assert.False(new ConsoleSession(new ApiKeys(["one"]), clock).IsValid(value));
        clock.Advance(TimeSpan.FromDays(8));
        Assert.False(session.IsValid(value));
    }

    [Fact]
    public void Any_changed_character_breaks_the_seal()
    {
        var session = new ConsoleSession(new ApiKeys(["one"]), clock);
        var value = session.Issue(0);
        Gen.Select(Gen.Int[0, value.Length - 1], Gen.Char["0123456789abcdefXYZ.-_"]).Where((at, other) => value[at] != other)
            .Sample((at, other) => Assert.False(session.IsValid($"{value[..at]}{other}{value[(at + 1)..]}")));
    }

    [Fact]
    public void Somebody_who_guesses_is_stopped_and_nobody_else_is()
    {
        using var limiter = new SignInLimiter();
        Assert.All(Enumerable.Range(0, SignInLimiter.Attempts), _ => Assert.True(limiter.MayTry(From("2001:db8::1"))));
        Assert.False(limiter.MayTry(From("2001:db8::1")));
        Assert.False(limiter.MayTry(From("2001:db8::ffff")));
        Assert.True(limiter.MayTry(From("2001:db8:0:1::1")));
        Assert.True(limiter.MayTry(From("192.0.2.1")));
    }

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
}
