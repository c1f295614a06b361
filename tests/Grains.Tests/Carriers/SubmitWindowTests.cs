using Microsoft.Extensions.Time.Testing;

namespace Sms;

/// <summary>
/// The window against a model of a carrier: every submit takes a fixed time, and only so many a second get through; the others queue in front.
/// </summary>
public sealed class SubmitWindowTests
{
    private static readonly SubmitWindowOptions Options = new();

    [Theory]
    [InlineData(5, 2_000)]
    [InlineData(150, 1_000)]
    [InlineData(20, 100)]
    public void Uses_what_the_carrier_can_do_and_queues_no_longer_than_the_target(int aloneMilliseconds, int perSecond)
    {
        var carrier = new ModelCarrier(aloneMilliseconds, perSecond);

        carrier.Run(TimeSpan.FromSeconds(60));
        var (sent, delay) = carrier.Measure(TimeSpan.FromSeconds(60));

        Assert.InRange(sent / 60.0, 0.9 * perSecond, 1.01 * perSecond);
        // Sixteen are always allowed: what they wait for each other is never seen without.
        Assert.InRange(delay - aloneMilliseconds, 0, 1.5 * Options.TargetDelay + 1_000.0 * Options.Smallest / perSecond);
    }

    [Fact]
    public void A_provider_that_answers_some_much_later_than_others_is_not_taken_for_a_queue()
    {
        var carrier = new ModelCarrier(50, 1_000, jitterMilliseconds: 400);

        carrier.Run(TimeSpan.FromSeconds(70));

        Assert.InRange(carrier.Measure(TimeSpan.FromSeconds(60)).Sent / 60.0, 900, 1_010);
    }

    [Fact]
    public void A_queue_that_is_always_there_is_not_taken_for_the_carriers_own_delay()
    {
        var carrier = new ModelCarrier(10, 2_000);

        carrier.Run(TimeSpan.FromMinutes(10));
        var (_, delay) = carrier.Measure(TimeSpan.FromSeconds(60));

        Assert.InRange(delay, 10, 10 + 1.5 * Options.TargetDelay);
    }

    [Fact]
    public void Follows_a_carrier_that_becomes_slower_and_faster_again()
    {
        var carrier = new ModelCarrier(50, 1_000);
        carrier.Run(TimeSpan.FromSeconds(70));
        var before = carrier.Limit;

        carrier.PerSecond = 200;
        carrier.Run(TimeSpan.FromSeconds(65));
        var slow = carrier.Limit;
        carrier.PerSecond = 1_000;
        carrier.Run(TimeSpan.FromSeconds(60));

        Assert.True(slow < before / 2, $"{before} while fast, {slow} while slow");
        Assert.InRange(carrier.Measure(TimeSpan.FromSeconds(30)).Sent / 30.0, 900, 1_010);
    }

    [Fact]
    public void A_carrier_that_takes_longer_for_each_submit_gets_more_of_them_at_once()
    {
        var carrier = new ModelCarrier(50, 1_000);
        carrier.Run(TimeSpan.FromSeconds(70));

        carrier.AloneMilliseconds = 300;
        carrier.Run(TimeSpan.FromSeconds(120));

        Assert.InRange(carrier.Measure(TimeSpan.FromSeconds(60)).Sent / 60.0, 900, 1_010);
    }

    /// <summary>Each silo's submits queue behind all others', so what one learns alone is never what they take together.</summary>
    [Theory]
    [InlineData(10, 1_000)]
    [InlineData(60, 2_000)]
    public void Silos_that_queue_for_the_same_thing_get_about_the_same_of_it(int aloneMilliseconds, int perSecond)
    {
        const int Silos = 3;
        var carrier = new ModelCarrier(aloneMilliseconds, perSecond, silos: 1);
        carrier.Run(TimeSpan.FromSeconds(50));
        // The first has known it without the others.
        for (var silo = 1; silo < Silos; silo++)
        {
            carrier.Join();
            carrier.Run(TimeSpan.FromSeconds(7));
        }

        carrier.Run(TimeSpan.FromSeconds(60));
        var shares = carrier.Share(TimeSpan.FromSeconds(120), out var delay);

        Assert.InRange(shares.Sum() / 120.0, 0.9 * perSecond, 1.01 * perSecond);
        Assert.All(shares, share => Assert.InRange(share, 0.15 * shares.Sum(), 0.6 * shares.Sum()));
        Assert.InRange(delay - aloneMilliseconds, 0, (2 * Options.TargetDelay) + (Silos * 1_000.0 * Options.Smallest / perSecond));
    }

    [Fact]
    public void Submits_without_an_answer_teach_nothing()
    {
        var clock = new FakeTimeProvider();
        var window = new SubmitWindow(Options, clock);
        for (var i = 0; i < 10_000; i++)
        {
            Assert.True(window.EnterAsync().IsCompletedSuccessfully);
            clock.Advance(TimeSpan.FromSeconds(30));
            window.Leave(took: null);
        }

        Assert.Equal(Options.Smallest, window.Limit);
        Assert.Equal(0, window.Inside);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(32)]
    public void Nobody_waits_inside_a_carrier_whose_protocol_bounds_what_is_under_way(int most)
    {
        var carrier = new ModelCarrier(50, 1_000, most: most);

        for (var second = 0; second < 120; second++)
        {
            carrier.Run(TimeSpan.FromSeconds(1));
            Assert.InRange(carrier.Limit, 1, most);
        }

        Assert.InRange(carrier.Measure(TimeSpan.FromSeconds(60)).Sent / 60.0, 0.9 * most * 20, most * 20);
    }

    [Fact]
    public async Task Those_who_wait_enter_in_the_order_they_came()
    {
        var window = new SubmitWindow(new SubmitWindowOptions { Smallest = 1, Largest = 1 }, new FakeTimeProvider());
        await window.EnterAsync();
        var order = new List<int>();
        var turns = Enumerable.Range(0, 50).Select(i => Enter(window, i)).ToArray();

        window.Leave(TimeSpan.Zero);
        await Task.WhenAll(turns);

        Assert.Equal(Enumerable.Range(0, 50), order);
        Assert.Equal(0, window.Inside);

        async Task Enter(SubmitWindow window, int number)
        {
            await window.EnterAsync();
            order.Add(number);
            window.Leave(TimeSpan.Zero);
        }
    }

    /// <summary>Single-file at <see cref="PerSecond"/>, then a fixed way; at each silo a hundred submits always wait to enter.</summary>
    private sealed class ModelCarrier(int aloneMilliseconds, int perSecond, int jitterMilliseconds = 0, int? most = null, int silos = 1)
    {
        private readonly FakeTimeProvider clock = new();
        private readonly PriorityQueue<(Silo Silo, double Entered), double> underWay = new();
        private readonly Random random = new(7);
        private readonly List<Silo> sending = [];
        private double now;
        private double freeAt;

        public int PerSecond { get; set; } = perSecond;

        public int AloneMilliseconds { get; set; } = aloneMilliseconds;

        public int Limit => sending[0].Window.Limit;

        /// <summary>Another silo sends, too.</summary>
        public void Join() => sending.Add(new Silo(new SubmitWindow(Options.UpTo(most), clock)));

        public void Run(TimeSpan time) => Measure(time);

        public (int Sent, double Delay) Measure(TimeSpan time) => (Share(time, out var delay).Sum(), delay);

        /// <summary>What each silo sent.</summary>
        public int[] Share(TimeSpan time, out double delay)
        {
            while (sending.Count < silos) Join();
            foreach (var silo in sending) silo.Sent = 0;
            var (until, all, took) = (now + time.TotalMilliseconds, 0, 0.0);
            while (now < until)
            {
                LetIn();
                underWay.TryDequeue(out var submit, out var at);
                if (at > now)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(at - now));
                    now = at;
                }

                all++;
                took += now - submit.Entered;
                submit.Silo.Answer(TimeSpan.FromMilliseconds(now - submit.Entered));
            }

            delay = took / all;
            return [.. sending.Select(silo => silo.Sent)];
        }

        private void LetIn()
        {
            foreach (var silo in sending)
            {
                for (var enter = silo.Enter(); enter > 0; enter--)
                {
                    freeAt = Math.Max(now, freeAt) + (1_000.0 / PerSecond);
                    underWay.Enqueue((silo, now), freeAt + AloneMilliseconds + (jitterMilliseconds * random.NextDouble()));
                }
            }
        }
    }

    private sealed class Silo(SubmitWindow window)
    {
        private int asked;
        private int answered;
        private int entered;

        public SubmitWindow Window => window;

        public int Sent { get; set; }

        /// <summary>How many have entered since it was asked last.</summary>
        public int Enter()
        {
            for (; asked - entered < 100 + window.Limit; asked++) _ = window.EnterAsync();
            var before = entered;
            entered = answered + window.Inside;
            return entered - before;
        }

        public void Answer(TimeSpan took)
        {
            answered++;
            Sent++;
            window.Leave(took);
        }
    }
}
