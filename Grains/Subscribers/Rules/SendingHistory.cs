using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>What people were sent lately, as far as a rule asks for it, and the windows and caps that it is held against.</summary>
internal sealed class SendingHistory(
    IRecentSends sends, IGrainFactory grains, IOptions<SmartSendingOptions> smart, IOptions<FrequencyCapOptions> frequency, TimeProvider clock)
{
    private const int Every = 1_000;

    private readonly ConcurrentDictionary<SourceId, IReadOnlyList<string>> tags = new();
    private readonly bool tagged = frequency.Value.Caps.Any(cap => cap.Tag is not null);

    private Reach reach = new(TimeSpan.Zero, 1);

    /// <summary>None until <see cref="PrepareAsync"/>.</summary>
    public SmartWindows Windows { get; private set; } = SmartWindows.None;

    public IReadOnlyList<FrequencyCap> Caps { get; } = frequency.Value.Caps;

    public bool IsAskedFor(OfferRules? rules) => rules is not null && (rules.UseSmartSending || Caps.Count > 0);

    /// <summary>Notes the windows that hold from now on, once a process: those of before go on holding for what was sent under them.</summary>
    public ValueTask PrepareAsync() => Windows.History.Count > 0 ? ValueTask.CompletedTask : new ValueTask(NoteAsync());

    /// <summary>The person, and what they were sent.</summary>
    /// <exception cref="LedgerUnavailableException">The database does not answer.</exception>
    public async Task<(Profile? Person, List<RecentSend> Recent)> ReadAsync(SubscriberId person)
    {
        var read = await sends.ReadAsync(person, reach.Horizon, reach.Most);
        var recent = new List<RecentSend>(read.Sent.Count + 1);
        if (!tagged) recent.AddRange(read.Sent);
        else foreach (var sent in read.Sent) recent.Add(sent with { Tags = await TagsOfAsync(sent.Source) });
        return (read.Person, recent);
    }

    /// <summary>What no rule counts any more.</summary>
    public void Forget(List<RecentSend> recent, DateTimeOffset now)
    {
        if (recent.Count > 100) recent.RemoveAll(sent => sent.At < now - reach.Horizon);
    }

    private async Task NoteAsync()
    {
        var noted = new SmartWindows(
            await sends.NoteAsync(new SmartWindow(clock.GetUtcNow().ToMilliseconds(), smart.Value.CampaignWindow, smart.Value.FlowWindow)));
        // Before the windows: whoever sees those reads by this.
        reach = new Reach(Caps.Select(cap => cap.Within).Append(noted.Longest).Max(), MostOf(noted.History));
        Windows = noted;
    }

    // A cap that counts a tag looks past messages without it; and where windows differ, or did, the newest message's is not always the one that lasts longest.
    private int MostOf(IReadOnlyList<SmartWindow> noted) => tagged || noted.Any(window => window.Campaign != noted[0].Campaign || window.Flow != window.Campaign)
        ? Every
        : Caps.Select(cap => cap.Messages).Append(1).Max();

    // A campaign that was sent does not change any more.
    private async ValueTask<IReadOnlyList<string>> TagsOfAsync(SourceId source)
    {
        if (tags.TryGetValue(source, out var known)) return known;
        var campaign = source.Kind == SourceKind.Campaign ? await grains.Campaign(new CampaignId(source.Key)).GetAsync() : null;
        return tags[source] = campaign?.Definition.Tags ?? [];
    }

    /// <summary>How far back a rule looks, and at how many at most. The same for everybody, so it is found once.</summary>
    private sealed record Reach(TimeSpan Horizon, int Most);
}
