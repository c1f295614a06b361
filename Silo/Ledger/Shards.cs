namespace Sms;

/// <summary>
/// Counters are kept in up to 32 shards. Each writer of each process draws one, so that writers seldom wait for one another's row locks; a
/// shared one is slower and still exact.
/// </summary>
internal static class Shards
{
    public const int Count = 32;

    public static short Of(int number) => (short)(number % Count);

    public static short Draw() => Of(Random.Shared.Next(Count));
}
