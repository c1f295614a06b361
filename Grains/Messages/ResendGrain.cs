using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>
/// Offers a message again that its provider never got. Who sleeps or whose number is busy waits on the agenda; by then it is proved anew, for what was true in the evening
/// need not be in the morning. Nothing is kept: the message says what is still owed, and until when.
/// </summary>
[GrainType("resend")]
internal sealed partial class ResendGrain(TimeProvider clock, ILogger<ResendGrain> logger) : Grain, IResendGrain
{
    /// <summary>What is in the way of a number, a provider or a paused campaign is looked at again after this long.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>A number is waited for and a provider takes its time; the agenda and the sweep wait so long, less than an item is leased.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Task<TimeSpan?> run = Task.FromResult<TimeSpan?>(null);

    private MessageId Message => new(this.GetPrimaryKeyString()["resend/".Length..]);

    public async Task<TimeSpan?> ContinueAsync(SubscriberId person, bool proved)
    {
        if (run.IsCompleted) run = RunAsync(person, proved);
        await Task.WhenAny(run, Task.Delay(Patience, clock));
        return run.IsCompleted ? await run : Pause;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await ((Task)run).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task<TimeSpan?> RunAsync(SubscriberId person, bool proved)
    {
        if (SourceId.TryParse($"campaign/{Message.Value[..26]}", out var source) is false) return null;
        var campaign = await GrainFactory.Campaign(new CampaignId(source.Key)).GetAsync();
        if (campaign is not { Definition.ResendUnarrived: true }) return null;
        if (campaign.Status == CampaignStatus.Paused) return Wait(Pause, "the campaign is paused");
        if (campaign.Status is not (CampaignStatus.Sending or CampaignStatus.Sent)) return null;
        if (!proved && await ProveAsync(person) is not SettleVerdict.Absent and var verdict)
            return verdict == SettleVerdict.Unreachable ? Wait(Pause, "the provider does not answer") : null;

        // Through the person, like any offer: whoever opted out meanwhile is not texted.
        var outcome = await GrainFactory.Subscriber(person).OfferAsync(new Offer
        {
            Message = Message,
            Source = source,
            Content = campaign.ContentOf(Message.Ordinal),
            Revision = 0,
            Again = true,
            // What it did before is nothing against it, but nobody is woken for it.
            Rules = new OfferRules(),
        });
        return outcome switch
        {
            { Verdict: OfferVerdict.Deferred, Until: { } until } => Wait(until - clock.GetUtcNow(), outcome.Detail ?? outcome.Reason.ToString()),
            { Wait: { } number } => Wait(Pause, $"{number.Number} is busy"),
            // It went out once more, or was turned away: that is an event of its own, and the sweep comes to it when it is old enough.
            _ => null,
        };
    }

    private async Task<SettleVerdict> ProveAsync(SubscriberId person)
    {
        var known = await GrainFactory.Profiles().GetAsync(person);
        var verdict = await GrainFactory.Message(Message).SettleAsync(new SettleOrder(SettleStage.Prove, known?.Phone));
        LogProved(Message, verdict);
        return verdict;
    }

    private TimeSpan? Wait(TimeSpan wait, string why)
    {
        LogPutOff(Message, clock.GetUtcNow() + wait, why);
        return wait;
    }
}
