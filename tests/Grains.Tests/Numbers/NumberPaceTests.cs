namespace Sms;

/// <summary>I8: no second of the carrier's clock holds more than the rate, and nearly all of the rate is used.</summary>
public sealed class NumberPaceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(2.5, 1)]
    [InlineData(10, 1)]
    [InlineData(10, 3)]
    [InlineData(100, 1)]
    [InlineData(100, 3)]
    [InlineData(1000, 2)]
    public void A_number_never_exceeds_its_rate_and_uses_it(double rate, int segments)
    {
        using var rig = new PaceRig(rate);
        rig.Run(Minute, segments);
        Assert.True(rig.WorstSecond() < rate, $"{rig.WorstSecond()} segments in a second before its last message");
        Assert.InRange(rig.Used(rig.Accepted[0].At), 0.97 * rate, Most(rate, segments));
        // A few a second, however many messages.
        Assert.InRange(rig.Leases, 100, 5 * 60);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(10, 2)]
    [InlineData(100, 3)]
    public void However_long_each_message_is_on_its_way_no_second_exceeds_the_rate(double rate, int segments)
    {
        using var rig = new PaceRig(rate) { Way = (0, 700) };
        rig.Run(Minute, segments);
        Assert.True(rig.WorstSecond() < rate, $"{rig.WorstSecond()} segments in a second before its last message");
    }

    /// <summary>Of most of a minute, with the tenth of a second that each of two silos may make up for.</summary>
    private static double Most(double rate, int segments) => rate + (0.2 * rate + 2 * segments) / 50;

    [Fact]
    public void A_carrier_that_takes_300_ms_costs_as_much_of_the_rate_and_no_second_exceeds_it()
    {
        using var rig = new PaceRig(100) { Way = (150, 155) };
        rig.Run(Minute, 1);
        Assert.True(rig.WorstSecond() < 100, $"{rig.WorstSecond()}");
        Assert.InRange(rig.Used(TimeSpan.FromSeconds(5)), 74, 80);
    }

    [Theory]
    [InlineData(100, 3)]
    [InlineData(100, 1)]
    [InlineData(30, 1)]
    [InlineData(3, 3)]
    public void Two_silos_that_compete_share_it(double rate, int segments)
    {
        using var rig = new PaceRig(rate, silos: 2);
        rig.Run(2 * Minute, segments);
        Assert.True(rig.WorstSecond() < rate, $"{rig.WorstSecond()} segments in a second before its last message");
        Assert.InRange(rig.Used(TimeSpan.FromSeconds(5)), 0.9 * rate, Most(rate, segments));
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(10, 3)]
    [InlineData(1, 3)]
    public void The_share_of_a_silo_that_is_lost_is_lost_for_a_while_and_never_spent_twice(double rate, int segments)
    {
        using var rig = new PaceRig(rate, silos: 2);
        rig.Run(Minute, segments);
        rig.Silos[0].Die();
        var died = rig.Now;
        rig.Run(Minute, segments);
        Assert.True(rig.WorstSecond() < rate + segments, $"{rig.WorstSecond()} segments in a second before its last message");
        Assert.True(rig.Used(died) <= Most(rate, segments));
        Assert.InRange(rig.Used(died + TimeSpan.FromSeconds(10)), 0.97 * rate, Most(rate, segments));
    }

    [Fact]
    public void A_silo_that_cannot_reach_the_grain_stops_when_its_share_has_run_out()
    {
        using var rig = new PaceRig(100);
        rig.Run(TimeSpan.FromSeconds(5), 1);
        rig.Silos[0].Reachable = false;
        rig.Run(TimeSpan.FromSeconds(2), 1);
        var count = rig.Accepted.Count;
        rig.Run(TimeSpan.FromSeconds(5), 1);
        Assert.Equal(count, rig.Accepted.Count);
        rig.Silos[0].Reachable = true;
        rig.Run(TimeSpan.FromSeconds(2), 1);
        Assert.True(rig.Accepted.Count > count + 100);
    }

    [Fact]
    public void A_new_grain_waits_for_what_the_old_one_gave()
    {
        using var rig = new PaceRig(100, silos: 2);
        rig.Run(TimeSpan.FromSeconds(10), 1);
        rig.Book = new LeaseBook(rig.Now + LeaseBook.Aftermath(100, 1));
        rig.Run(TimeSpan.FromSeconds(10), 1);
        // While shares move, each silo's last message may be one too many.
        Assert.True(rig.WorstSecond() < 102, $"{rig.WorstSecond()}");
    }

    [Fact]
    public void A_provider_with_less_than_it_is_said_to_have_is_found_out()
    {
        using var rig = new PaceRig(100) { Limit = 40 };
        rig.Run(5 * Minute, 1);
        Assert.InRange(rig.Used(Minute), 30, 40);
        Assert.InRange(rig.Refused, 1, rig.Accepted.Count / 7);
        rig.Limit = double.PositiveInfinity;
        rig.Run(2 * Minute, 1);
        Assert.False(rig.Control.Slowed);
        Assert.InRange(rig.Used(rig.Now - TimeSpan.FromSeconds(30)), 97, 101);
    }

    [Fact]
    public void A_provider_that_turns_some_away_whatever_the_rate_is_not_starved()
    {
        using var rig = new PaceRig(100) { Whim = 0.05 };
        rig.Run(3 * Minute, 1);
        Assert.InRange(rig.Used(TimeSpan.FromSeconds(5)), 75, 100);
    }

    [Fact]
    public void A_provider_that_takes_nothing_is_asked_seldom_and_has_all_again_when_it_takes_some()
    {
        using var rig = new PaceRig(100) { Limit = 0 };
        rig.Run(Minute, 1);
        Assert.InRange(rig.Refused, 5, 60 * 10);
        rig.Limit = double.PositiveInfinity;
        rig.Run(TimeSpan.FromSeconds(30), 1);
        Assert.InRange(rig.Used(rig.Now - TimeSpan.FromSeconds(20)), 97, 101);
    }

    [Fact]
    public void Nothing_is_asked_for_while_nothing_is_sent()
    {
        using var rig = new PaceRig(10);
        rig.Run(TimeSpan.FromSeconds(5), 1, queue: 1);
        rig.Run(TimeSpan.FromSeconds(5), 1, queue: 0);
        var leases = rig.Leases;
        rig.Run(Minute, 1, queue: 0);
        Assert.Equal(leases, rig.Leases);
        Assert.Equal(0, rig.Silos[0].Pace.Share);
    }

    [Fact]
    public async Task Answers_to_people_go_before_campaigns_and_who_gives_up_takes_nothing()
    {
        using var rig = new PaceRig(1);
        var pace = rig.Silos[0].Pace;
        using var impatient = new CancellationTokenSource();
        var first = pace.TakeAsync(1, ahead: false, CancellationToken.None);
        var gone = pace.TakeAsync(1, ahead: false, impatient.Token);
        var last = pace.TakeAsync(1, ahead: false, CancellationToken.None);
        var answer = pace.TakeAsync(1, ahead: true, CancellationToken.None);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        var order = new List<string>();
        for (var i = 0; i < 6_000; i++)
        {
            rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
            foreach (var (name, task) in new[] { ("first", first), ("last", last), ("answer", answer) })
            {
                if (!task.IsCompletedSuccessfully || order.Contains(name)) continue;
                order.Add(name);
                (await task).Answered();
            }
        }

        Assert.True(order.IndexOf("answer") < order.IndexOf("last"), string.Join(", ", order));
        Assert.Equal(3, order.Count);
        Assert.Equal(0, pace.Waiting);
    }

    [Fact]
    public async Task Whoever_waits_for_a_number_that_is_unlimited_now_or_gone_goes_on()
    {
        using var rig = new PaceRig(1);
        var pace = rig.Silos[0].Pace;
        var waiting = Enumerable.Range(0, 50).Select(_ => pace.TakeAsync(3, false, CancellationToken.None)).ToList();
        pace.Open();
        // The first had its turn.
        Assert.All((await Task.WhenAll(waiting)).Skip(1), permit => Assert.Same(NumberPermit.Free, permit));
        Assert.Same(NumberPermit.Free, pace.TryTake(1));
    }
}
