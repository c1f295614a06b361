namespace Sms;

public sealed class PartitionTests
{
    [Fact]
    public void A_persons_partition_is_the_place_of_the_ids_first_letter()
    {
        for (var at = 0; at < Partition.Letters.Length; at++)
        {
            Assert.True(SubscriberId.TryParse(Partition.Letters[at] + new string('q', 25), out var person));
            Assert.Equal(at, Partition.Of(person));
        }

        Assert.Equal(Partition.Count, Partition.Letters.Length);
    }

    [Fact]
    public void The_blocks_of_an_audience_belong_to_the_partitions_in_turn_and_each_partition_has_as_many()
    {
        var source = new SourceId("campaign/01K9ZZZZZZZZZZZZZZZZZZZZZ7");
        Assert.Equal(7, Partition.FirstOf(source));
        var seen = new int[Partition.Count];
        for (var ordinal = 0; ordinal < 2 * Partition.Count * Partition.Block; ordinal++)
        {
            var message = MessageId.Of(source, new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero), ordinal);
            Assert.Equal((ordinal / Partition.Block + 7) % Partition.Count, Partition.Of(message));
            seen[Partition.Of(message)]++;
        }

        Assert.All(seen, blocks => Assert.Equal(2 * Partition.Block, blocks));
    }

    [Theory, InlineData("campaign/01K9ZZZZZZZZZZZZZZZZZZZZZ0", 0), InlineData("flow/01K9ZZZZZZZZZZZZZZZZZZZZZZ", 31), InlineData("conversation/01K9ZZZZZZZZZZZZZZZZZZZZZA", 10)]
    public void Sources_begin_at_the_partition_of_their_last_letter(string source, int first) => Assert.Equal(first, Partition.FirstOf(new SourceId(source)));
}
