namespace Sms;

/// <summary>What is kept of a person who was erased: the keyed hash of the number, when, where row and stream ended, and what had suppressed the number.</summary>
internal sealed record ErasedPerson(SubscriberId Id, DateTimeOffset At, long Revision, int StreamVersion, string? Suppression);
