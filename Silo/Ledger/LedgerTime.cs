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

    public static Guid LowestId(DateTimeOffset at) => Instants.LowestId(at);

    /// <summary>Start of the quarter hour, in Unix milliseconds.</summary>
    public static long QuarterHour(long unixMilliseconds) => unixMilliseconds - unixMilliseconds % 900_000;
}
