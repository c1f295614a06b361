using Microsoft.Extensions.Time.Testing;

namespace Sms.Tests;

public sealed class IntakeWaysTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly IntakeWays ways;

    public IntakeWaysTests() => ways = new IntakeWays(clock);

    [Fact]
    public void Nothing_is_known_at_first_and_ways_are_taken_in_turn()
    {
        Assert.Null(ways.To(Of(0)));
        Assert.Equal(Enumerable.Range(0, 20).Select(turn => turn % IntakeWays.Tried), Enumerable.Range(0, 20).Select(_ => ways.Any()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("01JDZ9Y0000000000000000000-2611-")]
    [InlineData("01JDZ9Y0000000000000000000-2613-1")]
    [InlineData("01JDZ9Y0000000000000000000-2611-99999999999")]
    public void What_is_no_message_goes_anywhere(string id)
    {
        Tell(4, "a", Homes(1, "a"));
        Assert.Null(ways.To(id));
    }

    [Fact]
    public void An_answer_tells_where_its_way_leads()
    {
        Tell(4, "a", Homes(1, "a", "b"));
        Assert.Equal((4, null), (ways.To(Of(0)), ways.To(Of(1))));
        Tell(5, "b");
        Assert.Equal((4, 5), (ways.To(Of(0)), ways.To(Of(1))));
    }

    [Fact]
    public void The_first_way_to_a_silo_is_kept_until_it_leads_elsewhere()
    {
        Tell(4, "a", Homes(1, "a", "b"));
        Tell(7, "a");
        Assert.Equal(4, ways.To(Of(0)));
        // Its connection has ended, and Orleans has chosen another.
        Tell(4, "b");
        Assert.Equal((null, 4), (ways.To(Of(0)), ways.To(Of(1))));
        Tell(7, "a");
        Assert.Equal(7, ways.To(Of(0)));
    }

    [Fact]
    public void A_way_that_fails_is_no_way_until_it_answers()
    {
        Tell(4, "a", Homes(1, "a"));
        ways.Forget(4);
        Assert.Null(ways.To(Of(0)));
        Tell(4, "a");
        Assert.Equal(4, ways.To(Of(0)));
    }

    [Fact]
    public void People_who_move_are_followed_also_when_the_cluster_was_made_anew_and_counts_from_the_start()
    {
        Tell(4, "a", Homes(7, "a", "b"));
        Tell(5, "b", Homes(8, "b", "b"));
        Assert.Equal((5, 8), (ways.To(Of(0)), ways.Homes.Version));
        Tell(6, "c", Homes(1, "c", "c"));
        Assert.Equal((6, 1), (ways.To(Of(0)), ways.Homes.Version));
    }

    [Fact]
    public void New_ways_are_tried_one_a_second_while_none_is_known_to_a_silo_that_joined()
    {
        Tell(0, "a", Homes(1, "a", "b"));
        Assert.Equal([.. Enumerable.Range(0, 16)], AnyAround());
        clock.Advance(IntakeWays.TryAgain);
        Assert.Equal([.. Enumerable.Range(1, 16)], AnyAround());
        Assert.Equal([.. Enumerable.Range(1, 16)], AnyAround());
        clock.Advance(IntakeWays.TryAgain);
        Assert.Equal([.. Enumerable.Range(2, 16)], AnyAround());

        Tell(17, "b");
        clock.Advance(IntakeWays.TryAgain);
        Assert.Equal([.. Enumerable.Range(2, 16)], AnyAround());
    }

    /// <summary>As many ways as there are, each once.</summary>
    private int[] AnyAround() => [.. Enumerable.Range(0, IntakeWays.Tried).Select(_ => ways.Any()).Order()];

    private void Tell(int way, string silo, PartitionHomes? homes = null) =>
        ways.Learn(way, new IntakeAnswer { Batch = new BatchAnswer { Answers = [] }, Silo = silo, Homes = homes });

    /// <summary>A message of that partition.</summary>
    private static string Of(int partition) => $"01JDZ9Y0000000000000000000-2611-{partition * Partition.Block}";

    private static PartitionHomes Homes(long version, params string[] silos) =>
        new(version, [.. silos, .. Enumerable.Repeat<string?>(silos[0], Partition.Count - silos.Length)]);
}
