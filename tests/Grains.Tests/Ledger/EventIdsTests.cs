using CsCheck;

namespace Sms;

public sealed class EventIdsTests
{
    [Fact]
    public void Tells_its_time_and_is_of_version_7_as_the_runtimes_own_are() =>
        Gen.Long[0, 253_402_300_799_999].Select(DateTimeOffset.FromUnixTimeMilliseconds).Sample(at =>
        {
            var (ours, theirs) = (EventIds.At(at), Guid.CreateVersion7(at));

            Assert.Equal(theirs.ToByteArray(bigEndian: true)[..6], ours.ToByteArray(bigEndian: true)[..6]);
            Assert.Equal(7, ours.Version);
            Assert.InRange(ours.Variant, 8, 11);
        });

    [Fact]
    public async Task Is_another_each_time_on_every_thread()
    {
        var at = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 10_000).Select(_ => EventIds.At(at)).ToArray())));

        Assert.Equal(80_000, ids.SelectMany(some => some).Distinct().Count());
    }

    [Fact]
    public void Random_bits_are_all_in_use()
    {
        var at = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        var (ever, always) = (new byte[16], Enumerable.Repeat((byte)0xFF, 16).ToArray());
        for (var i = 0; i < 1_000; i++)
        {
            var id = EventIds.At(at).ToByteArray(bigEndian: true);
            for (var place = 6; place < 16; place++) (ever[place], always[place]) = ((byte)(ever[place] | id[place]), (byte)(always[place] & id[place]));
        }

        // The version's four bits and the variant's two stand still.
        Assert.Equal([0x7F, 0xFF, 0xBF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], ever[6..]);
        Assert.Equal([0x70, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00], always[6..]);
    }

    [Fact]
    public void No_time_before_1970() => Assert.Throws<ArgumentOutOfRangeException>(() => EventIds.At(DateTimeOffset.UnixEpoch.AddMilliseconds(-1)));
}
