using Orleans.Runtime;

namespace Sms.Tests;

/// <summary>The partition that is read from a grain's key is the one its id has: a key it cannot read would have everybody on one silo, exact and slow.</summary>
public sealed class HomeDirectoryTests
{
    [Fact]
    public async Task A_wave_its_messages_and_their_people_have_the_partition_their_ids_say()
    {
        await using var rig = await SiloRig.StartAsync();
        var campaign = new CampaignId(Ulid.NewUlid().ToString());
        var source = SourceId.Of(campaign);
        var seen = new HashSet<int>();
        for (var block = 0; block < Partition.Count; block++)
        {
            var first = block * Partition.Block;
            var expected = (Partition.FirstOf(source) + block) % Partition.Count;
            seen.Add(expected);
            Assert.Equal(expected, PartitionOf(rig.Grains.Wave(campaign, block, first)));
            foreach (var ordinal in new[] { first, first + Partition.Block - 1 })
            {
                var message = MessageId.Of(source, DateTimeOffset.UnixEpoch, ordinal);
                Assert.Equal(expected, Partition.Of(message));
                Assert.Equal(expected, PartitionOf(rig.Grains.Message(message)));
            }

            var person = new SubscriberId(Partition.Letters[block] + new string('q', 25));
            Assert.Equal(block, PartitionOf(rig.Grains.Subscriber(person)));
        }

        Assert.Equal(Partition.Count, seen.Count);
    }

    private static int PartitionOf(IAddressable grain) => HomeDirectory.PartitionOf(grain.GetGrainId());
}
