using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>
/// Offers the texts of a flow that are due, a few dozen at a time, and moves each person on. It keeps nothing: who is not moved on is due still, and the same message id
/// is offered again, so a crash costs time and nobody is texted twice.
/// </summary>
[GrainType("flow-run")]
internal sealed partial class FlowRunGrain(
    IFlowStore store, NumberPaces paces, FlowCounters counters, TimeProvider clock, ILogger<FlowRunGrain> logger) : Grain, IFlowRunGrain
{
    private const int AtOnce = 200;
    private const int InFlight = 32;

    /// <summary>How often a list is looked at, and a step that could not be done is tried again.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>The agenda waits so long for a run, less than it leases an item.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private Task<TimeSpan?> run = Task.FromResult<TimeSpan?>(null);

    private FlowId Id => new(this.GetPrimaryKeyString()["flow-run/".Length..]);

    public async Task<TimeSpan?> ContinueAsync()
    {
        var mine = run.IsCompleted;
        if (mine) run = RunAsync(stopping.Token);
        await Task.WhenAny(run, Task.Delay(Patience, clock, stopping.Token));
        if (!run.IsCompleted) return Pace;
        // A run that was under way may have looked before somebody entered.
        return mine ? await run : TimeSpan.Zero;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await ((Task)run).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        stopping.Dispose();
    }

    private async Task<TimeSpan?> RunAsync(CancellationToken stop)
    {
        // What is done for hundreds of people is no part of the one call that began it.
        RequestContext.Clear();
        try
        {
            var more = await GrainFactory.Flow(Id).TendAsync();
            if (await GoingAsync() is not { } flow) return null;
            var due = await store.ReadDueAsync(Id, clock.GetUtcNow(), AtOnce);
            await TakeOnAsync(flow, due, stop);
            if (more || due.Count == AtOnce) return TimeSpan.Zero;
            var next = await store.ReadNextAsync(Id) - clock.GetUtcNow();
            if (next < TimeSpan.Zero) next = TimeSpan.Zero;
            return flow is { Status: FlowStatus.Live, Definition.Trigger: not null } && !(next < Pace) ? Pace : next;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            LogBroken(Id, failure);
            return Pace;
        }
    }

    /// <summary>Null for a draft and for what is deleted.</summary>
    private async Task<Flow?> GoingAsync() =>
        await GrainFactory.Flow(Id).GetAsync() is { Status: FlowStatus.Live or FlowStatus.Manual } flow ? flow : null;

    private async Task TakeOnAsync(Flow flow, IReadOnlyList<FlowDue> due, CancellationToken stop)
    {
        var (next, moves) = (0, new List<FlowMove>(due.Count));
        await Task.WhenAll(Enumerable.Range(0, Math.Min(InFlight, due.Count)).Select(async _ =>
        {
            while (next < due.Count && !stop.IsCancellationRequested)
                if (await StepAsync(flow, due[next++], stop) is { } move) moves.Add(move);
        }));
        if (moves.Count > 0) await store.MoveAsync(Id, moves);
    }

    /// <summary>Null when the flow has ended for the person.</summary>
    private async Task<FlowMove?> StepAsync(Flow flow, FlowDue due, CancellationToken stop)
    {
        var message = FlowPath.MessageOf(Id, due);
        try
        {
            // A batch may wait for its number for seconds; who made a draft of the flow meanwhile wants nobody texted.
            if (await GoingAsync() is null) return null;
            if (await OfferAsync(flow.Definition.Actions[due.Step].Message!, due, message, stop) is not { } outcome) return null;
            counters.Stepped(outcome.Verdict switch
            {
                OfferVerdict.Declined => FlowStepOutcome.Declined,
                OfferVerdict.Deferred => FlowStepOutcome.Deferred,
                _ => outcome.Submit is SubmitVerdict.Throttled or SubmitVerdict.TooLate ? FlowStepOutcome.Again : FlowStepOutcome.Offered,
            });
            return FlowPath.After(flow.Definition, due, message, outcome, clock.GetUtcNow(), Pace);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // One that cannot be done must not stand in the way of the others.
            counters.Stepped(FlowStepOutcome.Failed);
            LogFailed(message, failure);
            return FlowPath.Stay(due, clock.GetUtcNow() + Pace);
        }
    }

    /// <summary>Null when the flow ended while its number was waited for.</summary>
    private async Task<OfferOutcome?> OfferAsync(FlowMessage text, FlowDue due, MessageId message, CancellationToken stop)
    {
        var offer = new Offer
        {
            Message = message,
            Source = SourceId.Of(Id),
            Content = text.Content,
            Revision = due.Revision,
            Rules = new OfferRules { UseSmartSending = text.UseSmartSending },
        };
        using var span = MessageSpans.Start("sms.offer", ActivityKind.Internal, message)?.SetTag(MessageSpans.FlowTag, Id.Value);
        var person = GrainFactory.Subscriber(due.Person);
        var outcome = await person.OfferAsync(offer);
        if (outcome.Wait is { } wait && await PermitAsync(wait, stop) is { } permit)
        {
            try
            {
                if (await GoingAsync() is null)
                {
                    permit.Return();
                    return null;
                }

                outcome = await person.OfferAsync(offer with { Permit = permit.Covers });
                permit.Settle(outcome);
            }
            catch
            {
                permit.Answered();
                throw;
            }
        }

        span?.SetTag(MessageSpans.OutcomeTag, outcome.Verdict == OfferVerdict.Submitted ? outcome.Submit.ToString() : outcome.Reason.ToString());
        return outcome;
    }

    /// <summary>In line with everybody who waits for the number; null when it is not to be had soon.</summary>
    private async Task<NumberPermit?> PermitAsync(NumberWait wait, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            return await paces.TakeAsync(wait, ahead: false, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            LogNumberBusy(Id, wait.Number);
            return null;
        }
    }
}
