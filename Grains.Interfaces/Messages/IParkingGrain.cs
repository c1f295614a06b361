namespace Sms;

/// <summary>Receipts without a message: tries them again, and forgets them in the end. Key: <c>parking/all</c>.</summary>
[Alias("sms.IParkingGrain")]
public interface IParkingGrain : IGrainWithStringKey
{
    /// <summary>Does what is due and returns when to ask again.</summary>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync();

    /// <summary>Tries all parked receipts again, or one. What finds its message is recorded there and leaves the list.</summary>
    /// <exception cref="LedgerUnavailableException">Some may have been recorded; trying again is harmless.</exception>
    [Alias("replay")] Task<ReplayOutcome> ReplayAsync(Guid? receipt);
}

/// <param name="Tried">Receipts that were looked at; 0 for one that is not there.</param>
/// <param name="Joined">Receipts that found their message.</param>
/// <param name="Unreadable">Receipts whose status nobody knows: they wait for a version that does.</param>
[GenerateSerializer, Immutable, Alias("replay-outcome")]
public sealed record ReplayOutcome([property: Id(0)] int Tried, [property: Id(1)] int Joined, [property: Id(2)] int Unreadable);
