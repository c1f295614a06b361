namespace Sms;

internal static class Instants
{
    /// <summary>Cut to the millisecond, the precision of a version 7 UUID: an event's id and its time say the same.</summary>
    public static DateTimeOffset ToMilliseconds(this DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
}
