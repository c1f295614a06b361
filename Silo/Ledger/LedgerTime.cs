namespace Sms;

/// <summary>The ledger's clock ticks in milliseconds, the same on both databases.</summary>
internal static class LedgerTime
{
    extension(DateTimeOffset time)
    {
        /// <summary>UTC, cut to the millisecond.</summary>
        public DateTime ToMillisecond() => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }

    public static DateTimeOffset FromMillisecond(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);

    public static DateTimeOffset FromUtc(DateTime utc) => new(utc, TimeSpan.Zero);

    /// <summary>The lowest id an event of this time can have: version 7 ids begin with the Unix milliseconds (RFC 9562 §5.7).</summary>
    public static Guid LowestId(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var milliseconds = Math.Clamp(at.ToUnixTimeMilliseconds(), 0, (1L << 48) - 1);
        for (var i = 5; i >= 0; i--, milliseconds >>= 8) bytes[i] = (byte)milliseconds;
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Start of the quarter hour, in Unix milliseconds.</summary>
    public static long QuarterHour(long unixMilliseconds) => unixMilliseconds - unixMilliseconds % 900_000;
}
