using CsCheck;

namespace Sms;

public sealed class ThrottleTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1_000_000, 10, 100_000)]
    [InlineData(999, 33, 329)]
    [InlineData(7, 1, 1)]
    [InlineData(int.MaxValue, 50, 1_073_741_823)]
    public void The_share_is_rounded_down_and_never_nothing(int targeted, int percentage, int share) => Assert.Equal(share, Throttle.ShareOf(targeted, percentage));

    /// <summary>
    /// Waves that take as long as they like, crashes that begin them again, people who are put off and come again: in no hour, wherever it begins, more than the share,
    /// and in the end everybody.
    /// </summary>
    [Fact]
    public void In_no_hour_more_than_the_share_is_offered_and_nobody_is_left_out()
    {
        var runs =
            from targeted in Gen.Int[1, 400]
            from percentage in Gen.Int[1, 50]
            let share = Throttle.ShareOf(targeted, percentage)
            from size in Gen.Int[1, Math.Min(50, share)]
            from seed in Gen.Int
            select (Plan: new WavePlan(targeted, size, share, 0), Seed: seed);
        runs.Sample(run => Run(run.Plan, new Random(run.Seed)), iter: 300);
    }

    private static void Run(WavePlan plan, Random random)
    {
        var (now, grants, offers) = (Noon, new List<WaveGrant>(), new List<DateTimeOffset>());
        // Waves to do, and how many of each: all of it, or those who were put off.
        var todo = new SortedDictionary<int, int>(Enumerable.Range(0, plan.Waves).ToDictionary(wave => wave, plan.Count));
        var done = 0;
        while (todo.Count > 0)
        {
            foreach (var (wave, people) in todo.ToList())
            {
                if (grants.Exists(grant => grant.Wave == wave && grant.DoneAt is null)) continue;
                if (people > Throttle.Free(plan.Share, grants, now, Hour)) break;
                grants.Add(new WaveGrant(wave, people, now));
            }

            foreach (var grant in grants.Where(grant => grant.DoneAt is null).ToList())
            {
                // Offered in the time since the last look, some of it again after a crash; a wave may be at it for long.
                if (random.Next(4) == 0) continue;
                for (var i = 0; i < grant.People; i++) offers.Add(now + TimeSpan.FromSeconds(random.Next(0, 30)));
                var again = random.Next(6) == 0 ? random.Next(0, grant.People) : 0;
                grants[grants.IndexOf(grant)] = grant with { DoneAt = now + TimeSpan.FromSeconds(30) };
                done += grant.People - again;
                if (again > 0) todo[grant.Wave] = again;
                else todo.Remove(grant.Wave);
            }

            now += TimeSpan.FromMinutes(random.Next(1, 40));
        }

        Assert.Equal(plan.Targeted, done);
        offers.Sort();
        for (var (first, last) = (0, 0); last < offers.Count; last++)
        {
            while (offers[last] - offers[first] >= Hour) first++;
            Assert.InRange(last - first + 1, 1, plan.Share);
        }
    }
}
