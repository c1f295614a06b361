using CsCheck;

namespace Sms;

public sealed class LeaseBookTests
{
    private static readonly Gen<(int Silo, int Wait, int Waiting, bool Leaving)[]> Requests =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1500], Gen.Int[0, 200], Gen.Int[0, 3].Select(dice => dice == 0)).Array[1, 80];

    [Fact]
    public void What_is_out_is_never_more_than_the_rate() => Gen.Select(Gen.Double[0.5, 500], Gen.Int[1, 11], Requests).Sample((rate, longest, requests) =>
    {
        var (book, now) = (new LeaseBook(TimeSpan.Zero), TimeSpan.Zero);
        var leased = new Dictionary<int, (double Share, TimeSpan Until)>();
        foreach (var (silo, wait, waiting, leaving) in requests)
        {
            now += TimeSpan.FromMilliseconds(wait);
            var lease = book.Lease(now, Request(silo, waiting, longest, leaving), rate);
            leased[silo] = (lease.Share, now + lease.For);
            if (leased.Values.Where(one => one.Until > now).Sum(one => one.Share) > rate * 1.000001) return false;
        }

        return true;
    });

    [Fact]
    public void A_silo_alone_has_it_all_and_two_get_what_they_want_if_there_is_enough()
    {
        var book = new LeaseBook(TimeSpan.Zero);
        Assert.Equal(100, book.Lease(Ms(0), Request(1, 500, 1), 100).Share, 6);
        Assert.Equal(0, book.Lease(Ms(10), Request(2, 10, 1), 100).Share, 6);
        Assert.Equal(90, book.Lease(Ms(250), Request(1, 500, 1), 100).Share, 6);
        Assert.Equal(10, book.Lease(Ms(260), Request(2, 10, 1), 100).Share, 6);
        // Both want more than there is: the half each, as soon as the one with more has asked again.
        Assert.Equal(10, book.Lease(Ms(510), Request(2, 500, 1), 100).Share, 6);
        Assert.Equal(50, book.Lease(Ms(520), Request(1, 500, 1), 100).Share, 6);
        Assert.Equal(50, book.Lease(Ms(760), Request(2, 500, 1), 100).Share, 6);
    }

    [Fact]
    public void A_rate_too_small_to_divide_is_had_in_turns_and_nobody_waits_for_ever()
    {
        var book = new LeaseBook(TimeSpan.Zero);
        var turns = new int[3];
        for (var now = 0; now < 60_000; now += 250)
        {
            var holding = Enumerable.Range(0, 3).Where(silo => book.Lease(Ms(now + silo), Request(silo, 50, 3), 3).Share > 0).ToList();
            Assert.InRange(holding.Count, 0, 1);
            foreach (var silo in holding) turns[silo]++;
        }

        Assert.All(turns, count => Assert.InRange(count, 60, 100));
    }

    [Fact]
    public void Whoever_gets_a_share_after_another_is_told_how_long_its_last_message_lasts()
    {
        var book = new LeaseBook(TimeSpan.Zero);
        Assert.Equal(3, book.Lease(Ms(0), Request(1, 50, 3), 3).Share, 6);
        book.Lease(Ms(100), Request(1, 0, 3, leaving: true) with { NextIn = Ms(900) }, 3);
        var next = book.Lease(Ms(200), Request(2, 50, 3), 3);
        Assert.Equal((3, Ms(800)), (Math.Round(next.Share, 6), next.StartIn));
    }

    [Fact]
    public void After_a_silo_that_says_no_more_its_share_and_its_last_message_are_waited_for()
    {
        var book = new LeaseBook(TimeSpan.Zero);
        Assert.Equal(1, book.Lease(Ms(0), Request(1, 50, 3), 1).Share, 6);
        Assert.Equal(0, book.Lease(Ms(900), Request(2, 50, 3), 1).Share, 6);
        var next = book.Lease(Ms(1_100), Request(2, 50, 3), 1);
        Assert.Equal((1, Ms(2_900)), (Math.Round(next.Share, 6), next.StartIn));
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static NumberLeaseRequest Request(int silo, int waiting, int longest, bool leaving = false) =>
        new() { Silo = $"silo {silo}", Waiting = waiting, Longest = longest, Leaving = leaving };
}
