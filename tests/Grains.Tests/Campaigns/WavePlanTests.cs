using CsCheck;

namespace Sms;

public sealed class WavePlanTests
{
    private static readonly Gen<WavePlan> Plans =
        from targeted in Gen.Int[1, 5_000]
        from share in Gen.OneOf(Gen.Const(0), Gen.Int[1, targeted])
        from size in Gen.Int[1, share == 0 ? 600 : Math.Min(600, share)]
        from test in Gen.OneOf(Gen.Const(0), Gen.Const(targeted), Gen.Int[1, targeted])
        select new WavePlan(targeted, size, share, test);

    [Fact]
    public void Every_ordinal_is_in_one_wave_and_no_wave_reaches_over_the_end_of_the_test() => Plans.Sample(plan =>
    {
        var next = 0;
        for (var wave = 0; wave < plan.Waves; wave++)
        {
            Assert.Equal(next, plan.First(wave));
            Assert.InRange(plan.Count(wave), 1, plan.WaveSize);
            next += plan.Count(wave);
            Assert.Equal((wave, wave), (plan.WaveOf(plan.First(wave)), plan.WaveOf(next - 1)));
            if (wave + 1 == plan.TestWaves) Assert.Equal(plan.Test, next);
        }

        Assert.Equal(plan.Targeted, next);
    });

    [Fact]
    public void As_many_waves_in_a_row_as_a_share_has_are_one_share_at_most() => Plans.Where(plan => plan.Share > 0).Sample(plan =>
    {
        for (var first = 0; first < plan.Waves; first++)
            Assert.InRange(Enumerable.Range(first, Math.Min(plan.PerShare, plan.Waves - first)).Where(wave => wave < plan.TestWaves == first < plan.TestWaves).Sum(plan.Count), 1, plan.Share);
    });

    [Fact]
    public void Campaigns_of_older_versions_keep_their_waves()
    {
        var plan = new WavePlan(1_234, 500, 0, 0);
        Assert.Equal((3, 1_000, 234), (plan.Waves, plan.First(2), plan.Count(2)));
        Assert.Equal(0, new WavePlan(0, 0, 0, 0).Waves);
    }
}
