namespace Sms;

/// <summary>Subscriptions to a list that wants a confirmation: the people are asked, one by one, instead of being subscribed.</summary>
internal sealed class OptInRequests(IGrainFactory grains)
{
    /// <summary>Requests under way at a time for one job.</summary>
    private const int AtOnce = 16;

    /// <summary>Whether a subscription is to be confirmed. Consent that was given earlier, elsewhere, is not asked for again.</summary>
    public async ValueTask<bool> AreWantedAsync(ListId? list, ConsentGrant? consent) =>
        consent is { Historical: false } && list is { } id && await grains.List(id).GetAsync() is { DoubleOptIn: true };

    /// <summary>Asks, and says of each what came of it.</summary>
    /// <param name="people">With the time at which each asked for it, where it is known.</param>
    public async Task<IReadOnlyList<OptInVerdict>> AskAsync(IReadOnlyList<(SubscriberId Id, DateTimeOffset? At)> people, ListId list, ConsentGrant consent)
    {
        var verdicts = new OptInVerdict[people.Count];
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, people.Count)).Select(async _ =>
        {
            while (next < people.Count)
            {
                var place = next++;
                verdicts[place] = await grains.Subscriber(people[place].Id).RequestOptInAsync(new OptInRequest(list, consent.Method, consent.Source, people[place].At));
            }
        }));
        return verdicts;
    }
}
