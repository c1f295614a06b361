using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>Every question to a provider about a message goes through here: paced, and with an answer that says how much it proves.</summary>
internal sealed class ProviderReads(ISweepStore store, IOptions<ConfirmationOptions> options, TimeProvider clock)
{
    /// <summary>
    /// How far a provider's clock may be behind ours when a submit is looked up. Short: an earlier text with the same words must not pass for this one.
    /// </summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    /// <summary>How long after the submit a provider may note the message; a later one with the same words is another's.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Messages this much older may still be the ones the provider lists.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, ReadPacer> pacers = new(StringComparer.Ordinal);

    /// <exception cref="CarrierUnreachableException">The provider did not answer.</exception>
    public async Task<CarrierRecord?> FetchAsync(ICarrier carrier, string providerId)
    {
        await PaceAsync(carrier);
        return await carrier.FetchAsync(providerId, CancellationToken.None);
    }

    /// <summary>A page of the provider's messages of a day (UTC); null when this carrier has no list.</summary>
    /// <exception cref="CarrierUnreachableException">The provider did not answer.</exception>
    public async Task<CarrierPage?> ListAsync(ICarrier carrier, DateOnly day, string? after)
    {
        await PaceAsync(carrier);
        return await carrier.ListAsync(day, after, CancellationToken.None);
    }

    /// <summary>
    /// Looks for a message whose submit has no answer among the recipient's messages at the provider. A match has its text and sender and was noted around the
    /// time of the submit; messages that we know by their provider's id are others.
    /// </summary>
    /// <exception cref="CarrierUnreachableException">The provider did not answer.</exception>
    public async Task<LookUp> LookUpAsync(ICarrier carrier, MessageId id, MessageState state, string body, string to)
    {
        await PaceAsync(carrier);
        var since = state.SentAt - ClockSkew;
        var found = await carrier.FindAsync(to, since, CancellationToken.None);
        if (found.Count == 0) return new LookUp(null, carrier.AbsenceProves);

        var known = await store.ReadProviderIdsAsync(state.Subscriber, since - Before);
        var open = found.Where(record => !known.Contains(record.ProviderId) && (record.Message is null || record.Message == id.Value)).ToList();
        var match = open.Find(record => record.IsOf(id, body, state.From) && record.CreatedAt <= state.SubmittedAt + Window);
        return new LookUp(match, open.Count == 0 && carrier.AbsenceProves);
    }

    private Task PaceAsync(ICarrier carrier) =>
        pacers.GetOrAdd(carrier.Name, static (_, made) => new ReadPacer(made.options.Value.ReadsPerSecond, made.clock), (options, clock)).WaitAsync();
}

/// <param name="Match">The message at the provider; null when none fits.</param>
/// <param name="Absent">
/// The provider has nothing for this person that could be it. False when there is a text nobody accounts for: a provider may have changed the words, so
/// that proves nothing.
/// </param>
internal readonly record struct LookUp(CarrierRecord? Match, bool Absent);
