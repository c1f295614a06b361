using CsCheck;

namespace Sms;

public sealed class RateControlTests
{
    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void Each_answer_halves_the_rate_and_it_comes_back_in_25_seconds()
    {
        var control = new RateControl(100);
        Assert.Equal(100, control.Rate(Seconds(1)));
        Assert.True(control.Throttled(Seconds(10), null));
        Assert.Equal((50, Seconds(11)), (control.Rate(Seconds(10)), control.PausedUntil));
        // Answers to what was under way say nothing new.
        Assert.False(control.Throttled(Seconds(11), null));
        Assert.Equal(50, control.Rate(Seconds(11)));
        Assert.True(control.Throttled(Seconds(13), Seconds(5)));
        Assert.Equal((27, Seconds(18)), (control.Rate(Seconds(18)), control.PausedUntil));
        Assert.Equal(29, control.Rate(Seconds(19)));
        Assert.True(control.Slowed);
        Assert.Equal(100, control.Rate(Seconds(56)));
        Assert.False(control.Slowed);
    }

    [Fact]
    public void A_number_without_a_rate_begins_again_slowly_and_is_unlimited_in_the_end()
    {
        var control = new RateControl(0);
        Assert.Equal(double.PositiveInfinity, control.Rate(Seconds(1)));
        control.Throttled(Seconds(1), null);
        Assert.Equal(10, control.Rate(Seconds(2)));
        Assert.Equal(80, control.Rate(Seconds(5)));
        control.Throttled(Seconds(5), null);
        Assert.Equal(40, control.Rate(Seconds(6)));
        Assert.Equal(40.8, control.Rate(Seconds(7)), 6);
        Assert.True(control.Slowed);
        Assert.Equal(double.PositiveInfinity, control.Rate(Seconds(120)));
        Assert.False(control.Slowed);
    }

    [Fact]
    public void Never_above_the_configured_rate_and_never_nothing() =>
        Gen.Select(Gen.Double[0.01, 1000], Gen.Select(Gen.Double[0, 90], Gen.Bool, Gen.Double[0, 300]).Array[1, 60]).Sample((configured, steps) =>
        {
            var (control, now) = (new RateControl(configured), TimeSpan.Zero);
            foreach (var (wait, throttled, retryAfter) in steps)
            {
                now += Seconds(wait);
                if (throttled) control.Throttled(now, Seconds(retryAfter));
                var rate = control.Rate(now);
                if (!(rate > 0 && rate <= configured && control.PausedUntil <= now + Seconds(60) && control.Slowed == rate < configured)) return false;
            }

            return true;
        });
}
