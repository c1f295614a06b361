using Orleans.Concurrency;

namespace Sms;

/// <summary>
/// Goes through a carrier's messages as they turn old and asks the provider about those that are owed an answer. Key: <c>sweep/{stage}/{carrier}</c>.
/// </summary>
[Alias("sms.ISweepGrain")]
public interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that the sweep is moving and returns at once: when to ask again.</summary>
    [Alias("continue")] Task<TimeSpan?> ContinueAsync();

    /// <summary>What the Orleans dashboard shows.</summary>
    [Alias("state"), AlwaysInterleave] Task<SweepView> GetState();
}

/// <param name="Reached">The time up to which every message was examined; null before the first.</param>
/// <param name="Asked">Messages asked for since this activation began.</param>
[GenerateSerializer, Immutable, Alias("sweep-view")]
public sealed record SweepView([property: Id(0)] DateTimeOffset? Reached, [property: Id(1)] long Asked, [property: Id(2)] bool Running);
