namespace Sms;

/// <summary>Leave for a wave of a throttled campaign: stored before the wave begins, so that a crash cannot make it forgotten.</summary>
/// <param name="People">Whom it may offer the message.</param>
/// <param name="At">When it was given. Who was put off beyond this is not among them.</param>
/// <param name="DoneAt">When the wave was through; null while it may be at it. An hour later it no longer counts.</param>
[GenerateSerializer, Immutable, Alias("wave-grant")]
public sealed record WaveGrant(
    [property: Id(0)] int Wave, [property: Id(1)] int People, [property: Id(2)] DateTimeOffset At, [property: Id(3)] DateTimeOffset? DoneAt = null);
