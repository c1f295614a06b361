using CsCheck;

namespace Sms;

public sealed class WaveRoomTests
{
    private static readonly CampaignId Campaign = new("01HZX3T5Q8W6N2K4M7P9R1S3VB");
    private static readonly int First = Partition.FirstOf(SourceId.Of(Campaign));

    /// <summary>Whatever is begun, each silo is as full as it can be and none has more than its room, however partitions are dealt.</summary>
    [Fact]
    public void Each_silo_gets_its_room_and_no_more()
    {
        var cases =
            from owners in Gen.Int[0, 3].Array[Partition.Count]
            from each in Gen.Int[1, 9]
            from blocks in Gen.Int[1, 100]
            select (Homes: Homes(owners), Each: each, Blocks: blocks);
        cases.Sample(dealt =>
        {
            var (homes, each, blocks) = dealt;
            var room = new WaveRoom(homes, Campaign, each);
            Assert.Equal(each * homes.Silos.Distinct().Count(), room.Total);

            var begun = Enumerable.Range(0, blocks).Where(block => room.TryTake(block * Partition.Block)).GroupBy(block => SiloOf(homes, block)).ToDictionary(
                silo => silo.Key, silo => silo.Count());
            var wanted = Enumerable.Range(0, blocks).GroupBy(block => SiloOf(homes, block));
            Assert.All(wanted, silo => Assert.Equal(Math.Min(each, silo.Count()), begun[silo.Key]));
        }, iter: 500);
    }

    [Fact]
    public void What_is_under_way_takes_room_where_it_is_even_more_than_there_is()
    {
        var room = new WaveRoom(Homes([.. Enumerable.Range(0, Partition.Count).Select(partition => partition % 2)]), Campaign, 2);
        // Partitions came here while their waves were under way.
        for (var wave = 0; wave < 3; wave++) room.Take(2 * wave * Partition.Block);
        Assert.False(room.TryTake(6 * Partition.Block));
        Assert.True(room.TryTake(7 * Partition.Block));
        Assert.True(room.TryTake(9 * Partition.Block));
        Assert.False(room.TryTake(11 * Partition.Block));
    }

    [Fact]
    public void While_no_silo_is_known_there_is_room_for_one()
    {
        var room = new WaveRoom(PartitionHomes.Unknown, Campaign, 2);
        Assert.Equal(2, room.Total);
        Assert.True(room.TryTake(0));
        Assert.True(room.TryTake(Partition.Block));
        Assert.False(room.TryTake(2 * Partition.Block));
    }

    private static PartitionHomes Homes(int[] owners) => new(1, [.. owners.Select(owner => $"silo-{owner}")]);

    private static string SiloOf(PartitionHomes homes, int block) => homes.Silos[(First + block) % Partition.Count]!;
}
