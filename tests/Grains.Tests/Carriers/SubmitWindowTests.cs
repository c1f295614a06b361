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

    /// <summary>Single-file at <see cref="PerSecond"/>, then a fixed way; a hundred submits always wait to enter.</summary>
    private sealed class ModelCarrier(int aloneMilliseconds, int perSecond, int jitterMilliseconds = 0, int? most = null)
    {
        private readonly FakeTimeProvider clock = new();
        private readonly PriorityQueue<(double Entered, double Answered), double> underWay = new();
        private readonly Random random = new(7);
        private SubmitWindow? window;
        private double now;
        private double freeAt;
        private int asked;
        private int entered;

        public int PerSecond { get; set; } = perSecond;

        public int AloneMilliseconds { get; set; } = aloneMilliseconds;

        public int Limit => window!.Limit;

        public void Run(TimeSpan time) => Measure(time);

        public (int Sent, double Delay) Measure(TimeSpan time)
        {
            window ??= new SubmitWindow(Options.UpTo(most), clock);
            var (until, sent, delay) = (now + time.TotalMilliseconds, 0, 0.0);
            while (now < until)
            {
                LetIn();
                var (since, at) = underWay.Dequeue();
                if (at > now)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(at - now));
                    now = at;
                }

                sent++;
                delay += now - since;
                window.Leave(TimeSpan.FromMilliseconds(now - since));
            }

            return (sent, delay / sent);
        }

        private void LetIn()
        {
            for (; asked - entered < 100 + Limit; asked++) _ = window!.EnterAsync();
            for (; underWay.Count < window!.Inside; entered++)
            {
                freeAt = Math.Max(now, freeAt) + 1_000.0 / PerSecond;
                var answered = freeAt + AloneMilliseconds + jitterMilliseconds * random.NextDouble();
                underWay.Enqueue((now, answered), answered);
            }
        }
    }
}
