using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;

namespace Sms;

public sealed class SubscriberIdsTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void An_id_is_pinned_for_ever() => Assert.Equal("inajdtdtlriy25hzpw6oyci775", SubscriberIds.Of("+12025550123", Secret).Value);

    [Fact]
    public void An_id_is_the_first_130_bits_of_the_hash() => Gen.Select(Gen.Long[10_000_000, 999_999_999_999_999], Gen.Byte.Array[32]).Sample((digits, secret) =>
    {
        var hash = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"+{digits}"));
        var bits = new BigInteger(hash, isUnsigned: true, isBigEndian: true) >> (256 - 130);
        var expected = new char[26];
        for (var i = 25; i >= 0; i--, bits >>= 5)
            expected[i] = "abcdefghijklmnopqrstuvwxyz234567"[(int)(bits & 31)];
        var id = SubscriberIds.Of($"+{digits}", secret);
        return id.Value == new string(expected) && SubscriberId.TryParse(id.Value, out _);
    });

    [Fact]
    public void Another_secret_makes_another_id() =>
        Assert.NotEqual(SubscriberIds.Of("+12025550123", Secret), SubscriberIds.Of("+12025550123", new byte[32]));
}
