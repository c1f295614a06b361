using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.GrainDirectory;
using Orleans.Placement;

namespace Sms;

/// <summary>
/// Offers a campaign's message to a few hundred people, a few dozen at a time. It keeps nothing: what is left to do is what the ledger does not
/// know yet, so starting it again is always safe.
/// </summary>
[GrainType(AtHome.Wave), GrainDirectory(AtHome.Directory), PreferLocalPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class CampaignWaveGrain(
    IAudienceStore audiences, IDeferralStore deferrals, NumberPaces paces, IOptions<CampaignOptions> options, TimeProvider clock, WaveCounters counters,
    ILogger<CampaignWaveGrain> logger)
    : Grain, ICampaignWaveGrain
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private CancellationTokenSource? stopping;
    private Task run = Task.CompletedTask;

    public Task StartAsync(WaveOrder order)
    {
        if (!run.IsCompleted && stopping is { IsCancellationRequested: false }) return Task.CompletedTask;
        if (run.IsCompleted) stopping?.Dispose();
        stopping = new CancellationTokenSource();
        run = FollowAsync(run, order, stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        if (stopping is not null) await stopping.CancelAsync();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await StopAsync();
        await run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        stopping?.Dispose();
    }

    /// <summary>What a stopped run still has under way comes to its end first.</summary>
    private async Task FollowAsync(Task before, WaveOrder order, CancellationToken stop)
    {
        await before;
        await RunAsync(order, stop);
    }

    private async Task RunAsync(WaveOrder order, CancellationToken stop)
    {
        // What is done for hundreds of people is no part of the one call that began it, nor of its trace.
        RequestContext.Clear();
        using var span = MessageSpans.StartWave(order.Campaign, order.Wave);
        counters.Started();
        var end = WaveEnd.Broken;
        try
        {
            var began = order.AsOf ?? clock.GetUtcNow();
            var recipients = await audiences.ReadWaveAsync(order.Campaign, order.First, order.Count, order.LaunchedAt, began);
            var (next, deferred) = (0, new List<Deferral>());
            PacedOffers? paced = null;
            paced = new PacedOffers(paces, (recipient, permit) => OfferAsync(order, recipient, deferred, paced!, permit, stop), clock, stop);
            await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Value.OffersInFlight, recipients.Count)).Select(async _ =>
            {
                while (next < recipients.Count && !stop.IsCancellationRequested) await OfferAsync(order, recipients[next++], deferred, paced, null, stop);
            }));
            await paced.DoneAsync();
            end = WaveEnd.Stopped;
            if (stop.IsCancellationRequested) return;
            // Before it is done: a campaign that has no wave left ends unless somebody is known to wait.
            if (order.Reopened || deferred.Count > 0) await deferrals.SettleAsync(order.Campaign, order.First, order.Count, began, deferred);
            await GrainFactory.Campaign(order.Campaign).WaveDoneAsync(order.Wave);
            end = WaveEnd.Done;
            LogDone(order.Campaign, order.Wave, recipients.Count);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            end = WaveEnd.Stopped;
            LogStopped(order.Campaign, order.Wave);
        }
        catch (Exception failure)
        {
            // The campaign starts this wave again; nobody who has been offered the message is offered it twice.
            end = WaveEnd.Broken;
            LogBroken(order.Campaign, order.Wave, failure);
        }
        finally
        {
            counters.Ended(end);
            span?.SetTag(MessageSpans.OutcomeTag, end.ToString());
        }
    }

    /// <summary>Until it is answered: a wave that gave up on somebody would end a campaign that is not done.</summary>
    /// <param name="permit">Of the number it waited for; good for one try.</param>
    private async Task OfferAsync(
        WaveOrder order, Recipient recipient, List<Deferral> deferred, PacedOffers paced, NumberPermit? permit, CancellationToken stop)
    {
        var source = SourceId.Of(order.Campaign);
        var offer = new Offer
        {
            Message = MessageId.Of(source, order.LaunchedAt, recipient.Ordinal),
            Source = source,
            Content = order.ContentOf(recipient.Ordinal),
            Revision = permit is null ? recipient.Revision : 0,
            Rules = order.Rules,
        };
        using var span = MessageSpans.Start("sms.offer", ActivityKind.Internal, offer.Message)?.SetTag(MessageSpans.CampaignTag, order.Campaign.Value);
        var subscriber = GrainFactory.Subscriber(recipient.Subscriber);
        // By the next try the person's row may be another: who was suppressed meanwhile is not texted by what is remembered of it.
        for (var pause = FirstPause; !stop.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause, offer = offer with { Revision = 0 })
        {
            try
            {
                var outcome = await subscriber.OfferAsync(permit is null ? offer : offer with { Permit = permit.Covers });
                permit?.Settle(outcome);
                span?.SetTag(MessageSpans.OutcomeTag, outcome.Verdict == OfferVerdict.Submitted ? outcome.Submit.ToString() : outcome.Reason.ToString());
                if (outcome is { Verdict: OfferVerdict.Deferred, Until: { } until })
                    deferred.Add(new Deferral(recipient.Ordinal, offer.Message, recipient.Subscriber, outcome.Reason, outcome.Detail, clock.GetUtcNow(), until));
                if (outcome.Wait is { } wait)
                {
                    paced.Park(recipient, wait);
                    return;
                }

                if (outcome is not { Verdict: OfferVerdict.Submitted, Submit: SubmitVerdict.Throttled }) return;
            }
            catch (Exception failure) when (failure is LedgerUnavailableException or TimeoutException or OrleansException)
            {
                permit?.Answered();
                LogAgain(offer.Message, pause, failure.Message);
            }

            permit = null;
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), clock, stop);
        }
    }
}
