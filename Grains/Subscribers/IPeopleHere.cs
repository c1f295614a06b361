using Orleans.Runtime;

namespace Sms;

/// <summary>
/// Who is awake on this silo. In a cluster people move when silos join or leave, and nobody may be awake on two of them: an opt-out acknowledged by one would not be known to
/// the other.
/// </summary>
internal interface IPeopleHere
{
    /// <summary>Somebody wakes up. Disposed of when the person leaves memory.</summary>
    /// <exception cref="LedgerUnavailableException">The person lives elsewhere by now: ask again.</exception>
    IDisposable? Enter(SubscriberId person, IGrainContext context);
}
