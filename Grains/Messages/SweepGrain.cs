using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// Works through the slice of events that turned old since the last time, a page after the other. Its place is stored after each page, and a message that
/// was settled is in no later page: a crash costs at most one page asked twice.
/// </summary>
[GrainType("sweep")]
internal sealed partial class SweepGrain(
    [PersistentState("sweep")] IPersistentState<SweepState> stored, ISweepStore store, IAgenda agenda, IOptions<ConfirmationOptions> options,
    TimeProvider clock, ILogger<SweepGrain> logger) : Grain, ISweepGrain
{
    /// <summary>Events a page looks at: some ten milliseconds of the database's time.</summary>
    private const int Page = 5_000;

    /// <summary>A provider that does not answer is left alone for so long.</summary>
    private static readonly TimeSpan AfterSilence = TimeSpan.FromMinutes(1);

    private Task run = Task.CompletedTask;
    private DateTimeOffset notBefore;
    private bool stopping;
    private long asked;

    private string[] Key => this.GetPrimaryKeyString().Split('/', 3);
    private string Carrier => Key[2];
    private SettleStage Stage => Enum.Parse<SettleStage>(Key[1], ignoreCase: true);

    public Task<TimeSpan?> ContinueAsync()
    {
        if (run.IsCompleted && clock.GetUtcNow() >= notBefore) run = RunAsync();
        return Task.FromResult<TimeSpan?>(options.Value.Every);
    }

    public Task<SweepView> GetState() => Task.FromResult(new SweepView(
        stored.State.After == Guid.Empty ? null : Instants.OfId(stored.State.After), asked, !run.IsCompleted));

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stopping = true;
        await run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task RunAsync()
    {
        try
        {
            while (!stopping)
            {
                var page = await ReadAsync(new SweepQuery(Carrier, stored.State.After, clock.GetUtcNow() - Age(Stage), Page));
                if (page.Last is not { } last) return;
                if (!await AskAllAsync(page.Items))
                {
                    notBefore = clock.GetUtcNow() + AfterSilence;
                    return;
                }

                stored.State.After = last;
                await stored.SaveAsync(this);
            }
        }
        catch (Exception failure)
        {
            // The place is where it was; the agenda comes again.
            LogBroken(Stage, Carrier, failure);
        }
    }

    private Task<SweepPage> ReadAsync(SweepQuery query) => Stage == SettleStage.Confirm ? store.ReadUnconfirmedAsync(query) : store.ReadUnansweredAsync(query);

    /// <summary>False: the provider does not answer, so the page is to come again.</summary>
    private async Task<bool> AskAllAsync(IReadOnlyList<SweepItem> items)
    {
        var (next, answered) = (0, 0);
        var silent = new List<SweepItem>();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Value.ReadsInFlight, items.Count)).Select(async _ =>
        {
            // A provider that answers nobody is not asked about thousands.
            while (next < items.Count && !stopping && (answered > 0 || silent.Count < options.Value.ReadsInFlight))
            {
                var item = items[next++];
                var last = IsLastChance(item);
                if (!await AskAsync(item, last)) silent.Add(item);
                // What is decided in any case says nothing about whether the provider answers.
                else if (!last) answered++;
            }
        }));
        if (stopping) return false;
        if (silent.Count == 0) return true;
        LogSilent(Stage, Carrier, silent.Count, answered);

        // The next stage takes care of what it has come to by now.
        if (Stage != SettleStage.Confirm && items.All(item => item.At <= clock.GetUtcNow() - Age(Stage + 1))) return true;
        if (silent.Count > answered) return false;

        // It answers, but not for these: they must not hold up all that come after them.
        foreach (var item in silent) await AskAsync(item, giveUp: true);
        return true;
    }

    /// <summary>False: the provider did not answer.</summary>
    private async Task<bool> AskAsync(SweepItem item, bool giveUp)
    {
        try
        {
            asked++;
            var verdict = await GrainFactory.Message(item.Message).SettleAsync(new SettleOrder(Stage, item.Phone, giveUp));
            if (verdict == SettleVerdict.Absent) await SubmitAgainAsync(item);
            return verdict != SettleVerdict.Unreachable;
        }
        catch (Exception failure) when (failure is not (LedgerUnavailableException or TimeoutException or OrleansException))
        {
            // One message that cannot be asked for must not stop the sweep for all; the next stage asks again.
            LogBrokenMessage(item.Message, failure);
            return true;
        }
    }

    /// <summary>
    /// A missing receipt waits for the provider a while longer. A submit was asked for at two stages before, and some carriers cannot be asked for one at all:
    /// it must not hold up the receipts.
    /// </summary>
    private bool IsLastChance(SweepItem item) => Stage == SettleStage.Confirm
        && (item.Step != Metric.RelayedSms || item.At <= clock.GetUtcNow() - options.Value.ConfirmAfter - options.Value.GiveUpAfter);

    /// <summary>The page moves on: who has to wait is on the agenda before its place is stored.</summary>
    private async Task SubmitAgainAsync(SweepItem item)
    {
        if (await GrainFactory.Resend(item.Message).ContinueAsync(item.Subscriber, proved: true) is { } wait)
            await agenda.ScheduleAsync(AgendaKind.Resend, ResendKey.Of(item.Message, item.Subscriber), clock.GetUtcNow() + wait);
    }

    private TimeSpan Age(SettleStage stage) => stage switch
    {
        SettleStage.LookUp => options.Value.LookUpAfter,
        SettleStage.Prove => options.Value.ProofAfter,
        SettleStage.Confirm => options.Value.ConfirmAfter,
        _ => throw new InvalidOperationException($"No sweep is due at stage {stage}"),
    };
}

[GenerateSerializer, Alias("sweep-state")]
public sealed class SweepState
{
    /// <summary>Id of the last event examined.</summary>
    [Id(0)] public Guid After { get; set; }
}
