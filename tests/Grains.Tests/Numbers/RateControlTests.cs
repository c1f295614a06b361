using CsCheck;

namespace Sms;

public sealed class RateControlTests
{
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void The_more_is_turned_away_the_deeper_the_cut_and_it_comes_back_second_by_second()
    {
        var control = new RateControl(100);
        Assert.False(control.Heard(Seconds(0), 0, 0, 0, null));
        // One in a hundred is chance.
        Assert.False(control.Heard(Seconds(1), 1, 100, 100, null));
        Assert.True(control.Heard(Seconds(2), 10, 100, 100, null));
        Assert.Equal(85.5, control.Rate(Seconds(2)), 6);
        Assert.True(control.Slowed);
        // On trial until it is seen to have helped.
        Assert.Equal(85.5, control.Rate(Seconds(3)), 6);
        Assert.False(control.Heard(Seconds(4), 0, 80, 80, null));
        Assert.Equal(87.21, control.Rate(Seconds(5)), 6);
        // The next one is as good a reason.
        Assert.True(control.Heard(Seconds(5), 60, 80, 80, Seconds(7)));
        Assert.Equal((20, Seconds(12)), (control.Rate(Seconds(5)), control.PausedUntil));
        // Nobody knows more for a minute, and then it helped.
        Assert.Equal(20, control.Rate(Seconds(64)));
        Assert.Equal(20.4, control.Rate(Seconds(66)), 6);
        Assert.Equal(100, control.Rate(Seconds(150)));
        Assert.False(control.Slowed);
    }

    [Fact]
    public void A_number_without_a_rate_is_slowed_from_what_it_did_and_is_unlimited_in_the_end()
    {
        var control = new RateControl(0);
        Assert.Equal(double.PositiveInfinity, control.Rate(Seconds(1)));
        control.Heard(Seconds(1), 1, 1, 0, null);
        Assert.True(control.Heard(Seconds(2), 199, 999, 2_000, null));
        Assert.Equal(1_520, control.Rate(Seconds(2)), 6);
        Assert.False(control.Heard(Seconds(4), 0, 2_000, 2_000, null));
        Assert.Equal(1_550.4, control.Rate(Seconds(5)), 6);
        Assert.Equal(double.PositiveInfinity, control.Rate(Seconds(60)));
        Assert.False(control.Slowed);
    }

    [Fact]
    public void Where_nothing_is_taken_or_a_cut_changes_nothing_there_is_no_cut()
    {
        var closed = new RateControl(100);
        closed.Heard(Seconds(0), 0, 0, 0, null);
        Assert.False(closed.Heard(Seconds(1), 50, 50, 50, null));
        Assert.Equal((100, Seconds(2)), (closed.Rate(Seconds(1)), closed.PausedUntil));

        var whim = new RateControl(100);
        whim.Heard(Seconds(0), 0, 0, 0, null);
        Assert.True(whim.Heard(Seconds(1), 10, 100, 100, null));
        Assert.False(whim.Heard(Seconds(2), 8, 80, 80, null));
        Assert.False(whim.Heard(Seconds(3), 9, 90, 90, null));
        Assert.Equal(100, whim.Rate(Seconds(3)));
        Assert.False(whim.Heard(Seconds(30), 9, 90, 90, null));
    }

    [Fact]
    public void Refusals_that_come_without_any_other_answer_are_weighed_too()
    {
        var control = new RateControl(0);
        for (var quarter = 0; quarter <= 5; quarter++) control.Heard(Seconds(quarter / 4.0), 2, 0, 0, Seconds(7));
        Assert.Equal(Seconds(8), control.PausedUntil);
    }

    [Fact]
    public void A_provider_that_turns_one_in_ten_away_by_chance_does_not_starve_a_number_without_a_rate() =>
        Gen.Select(Gen.Int[0, 9].Array[30].Array[240], Gen.Int[3, 30]).Sample((seconds, each) =>
        {
            // When cuts that had changed nothing were kept, it ended at two messages a second.
            var (control, sent, wanted, owed) = (new RateControl(0), 0.0, 0.0, 0.0);
            for (var second = 0; second < seconds.Length; second++)
            {
                owed = Math.Min(owed, 1) + (control.PausedUntil > Seconds(second) ? 0 : Math.Min(each, control.Rate(Seconds(second))));
                var goes = Math.Min(each, (int)owed);
                owed -= goes;
                control.Heard(Seconds(second), seconds[second].Take(goes).Count(die => die == 0), goes, goes, null);
                (sent, wanted) = (sent + goes, wanted + each);
            }

            return sent > 0.8 * wanted;
        });

    [Fact]
    public void A_provider_with_a_rate_of_its_own_is_found_out_and_used() =>
        Gen.Select(Gen.Int[2, 300], Gen.Int[1, 40], Gen.Bool).Sample((theirs, times, known) =>
        {
            // Ten minutes, of which the first two are for finding out.
            var (control, taken, refused, each, owed) = (new RateControl(known ? theirs * times : 0), 0.0, 0.0, theirs * times, 0.0);
            for (var second = 0; second < 600; second++)
            {
                owed = Math.Min(owed, 1) + (control.PausedUntil > Seconds(second) ? 0 : Math.Min(each, control.Rate(Seconds(second))));
                var goes = (int)owed;
                owed -= goes;
                var away = Math.Max(0, goes - theirs);
                control.Heard(Seconds(second), away, goes, goes, null);
                if (second >= 120) (taken, refused) = (taken + goes - away, refused + away);
            }

            return taken > 0.95 * 480 * theirs && refused < 0.06 * taken;
        });

    [Fact]
    public void Never_above_the_configured_rate_and_never_nothing() =>
        Gen.Select(Gen.Double[0.01, 1000], Gen.Select(Gen.Double[0, 90], Gen.Int[0, 100], Gen.Int[0, 100], Gen.Double[0, 300]).Array[1, 60]).Sample((configured, steps) =>
        {
            var (control, now) = (new RateControl(configured), TimeSpan.Zero);
            foreach (var (wait, throttled, taken, retryAfter) in steps)
            {
                now += Seconds(wait);
                control.Heard(now, throttled, throttled + taken, taken, Seconds(retryAfter));
                var rate = control.Rate(now);
                if (!(rate > 0 && rate <= configured && control.PausedUntil <= now + Seconds(60) && control.Slowed == rate < configured)) return false;
            }

            return true;
        });
}
