using System.Net;
using Orleans.Runtime;

namespace Sms.Tests;

public sealed class HomeViewTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(7), InlineData(31), InlineData(32)]
    public void Every_silo_has_its_share_rounded_up_at_most(int silos)
    {
        var view = View(1, [.. Enumerable.Range(1, silos).Select(Silo)]);
        var shares = Enumerable.Range(0, Partition.Count).GroupBy(partition => view.OwnerOf(partition)!).Select(share => share.Count()).ToArray();
        Assert.Equal(Partition.Count, shares.Sum());
        Assert.All(Enumerable.Range(0, Partition.Count), partition => Assert.Equal(view.OwnerOf(partition)!.ToParsableString(), view.Names.Silos[partition]));
        Assert.All(shares, share => Assert.InRange(share, 1, (Partition.Count + silos - 1) / silos));
    }

    [Fact]
    public void It_does_not_matter_in_which_order_silos_are_listed()
    {
        var (one, other) = (View(1, [Silo(1), Silo(2), Silo(3)]), View(1, [Silo(3), Silo(1), Silo(2)]));
        for (var partition = 0; partition < Partition.Count; partition++) Assert.Equal(one.OwnerOf(partition), other.OwnerOf(partition));
    }

    [Fact]
    public void A_silo_that_goes_moves_little_besides_its_own()
    {
        var (before, after) = (View(1, [.. Enumerable.Range(1, 4).Select(Silo)]), View(2, [.. Enumerable.Range(1, 3).Select(Silo)]));
        var moved = Enumerable.Range(0, Partition.Count).Count(partition => !before.OwnerOf(partition)!.Equals(after.OwnerOf(partition)));
        Assert.InRange(moved, Partition.Count / 4, Partition.Count / 2);
    }

    [Fact]
    public void Without_silos_nobody_lives_anywhere() => Assert.Null(View(1, []).OwnerOf(0));

    private static HomeView View(long version, SiloAddress[] silos) => new(version, silos, silos);

    private static SiloAddress Silo(int number) => SiloAddress.New(IPAddress.Loopback, 11_000 + number, number);
}
