using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>
/// A flow and its door. One at a time they enter, so numbers are dense and nobody enters twice; it calls no person's grain, so a person who texts a keyword may wait for it.
/// </summary>
[GrainType("flow")]
internal sealed partial class FlowGrain(
    [PersistentState("flow")] IPersistentState<FlowState> stored, IFlowStore store, IAgenda agenda, FlowCounters counters, TimeProvider clock, ILogger<FlowGrain> logger)
    : Grain, IFlowGrain
{
    private const int AtOnce = 500;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>A membership is dated before it is committed: so much later it is there for sure.</summary>
    private static readonly TimeSpan Surely = TimeSpan.FromHours(1);

    private static readonly TimeSpan StoredEvery = TimeSpan.FromMinutes(10);

    private DateTimeOffset lookedAt;

    /// <summary>The last who was let in of very many: who comes next is looked for behind them, and not among all again.</summary>
    private FlowStart? last;

    private FlowId Id => new(this.GetPrimaryKeyString()["flow/".Length..]);

    private Flow? Flow => stored.State.Flow;

    public async Task<Flow> CreateAsync(FlowDefinition definition)
    {
        if (Flow is { } existing) return existing;
        var now = clock.GetUtcNow();
        stored.State.Flow = new Flow { Id = Id, Definition = Named(definition, now), Status = FlowStatus.Draft, Created = now, Updated = now };
        await stored.SaveAsync(this);
        return Flow!;
    }

    public Task<Flow?> GetAsync() => Task.FromResult(Flow);

    public async Task<Flow?> SetStatusAsync(FlowStatus status)
    {
        if (Flow is not { } flow) return null;
        var now = clock.GetUtcNow();
        if (flow.Status == status) return flow;
        // Should this process die halfway, the agenda comes: a live flow without an item would let nobody in from its list, and a draft would stop nobody.
        await agenda.ScheduleAsync(AgendaKind.FlowProgress, Id.Value, now + Soon);
        stored.State.Flow = flow with { Status = status, Updated = now, LiveSince = status == FlowStatus.Live ? now : null };
        await stored.SaveAsync(this);
        LogStatus(Id, status);
        if (status == FlowStatus.Draft) await StopAsync();
        await agenda.ScheduleAsync(AgendaKind.FlowProgress, Id.Value, now);
        return Flow;
    }

    public async Task<bool> DeleteAsync()
    {
        if (Flow is null) return false;
        await agenda.ScheduleAsync(AgendaKind.FlowProgress, Id.Value, clock.GetUtcNow() + Soon);
        await GrainFactory.Flows().ForgetAsync(Id);
        await stored.ClearStateAsync();
        LogDeleted(Id);
        await StopAsync();
        DeactivateOnIdle();
        return true;
    }

    public async Task<FlowEntryVerdict> EnterAsync(FlowStart start)
    {
        if (Flow is not { Status: FlowStatus.Live } flow) return Refuse(start, Flow is null ? FlowEntryVerdict.Unknown : FlowEntryVerdict.NotLive);
        var noted = await NoteAsync(flow, [start]);
        await agenda.ScheduleAsync(AgendaKind.FlowProgress, Id.Value, clock.GetUtcNow());
        if (noted is [{ Entered: false }]) return Refuse(start, FlowEntryVerdict.Reentry);
        var verdict = noted is [] ? FlowEntryVerdict.Already : FlowEntryVerdict.Entered;
        counters.Started(verdict);
        LogStarted(Id, start.Person, start.Cause, verdict);
        return verdict;
    }

    public async Task<bool> TendAsync()
    {
        if (Flow is null or { Status: FlowStatus.Draft }) await StopAsync();
        if (Flow is not { Status: FlowStatus.Live, Definition.Trigger: { } list, LiveSince: { } live } flow) return false;
        var now = clock.GetUtcNow();
        if (lookedAt < stored.State.LookedAt) lookedAt = stored.State.LookedAt;
        var from = live > lookedAt ? live : lookedAt;
        var behind = last is { } passed && passed.At >= from ? passed : null;
        var arrivals = await store.ReadArrivalsAsync(Id, list, behind?.At ?? from, behind?.Person, AtOnce);
        if (arrivals.Count > 0)
        {
            var noted = await NoteAsync(flow, arrivals);
            var entered = noted.Count(one => one.Entered);
            counters.Started(FlowEntryVerdict.Entered, entered);
            counters.Started(FlowEntryVerdict.Reentry, noted.Count - entered);
            LogAdmitted(Id, list, entered, noted.Count - entered);
        }

        last = arrivals.Count == AtOnce ? arrivals[^1] : null;
        // Behind the last of many there may be some whose memberships became visible late: they are looked for once more from the beginning.
        if (last is not null || behind is not null) return true;
        lookedAt = now - Surely;
        if (lookedAt - stored.State.LookedAt > StoredEvery)
        {
            stored.State.LookedAt = lookedAt;
            await stored.SaveAsync(this);
        }

        return false;
    }

    private Task<IReadOnlyList<FlowNoted>> NoteAsync(Flow flow, IReadOnlyList<FlowStart> starts) => store.EnterAsync(
        Id,
        [
            .. starts.Select(start =>
            {
                var (step, due) = FlowPath.From(flow.Definition, 0, start.At) ?? throw new InvalidOperationException($"Flow {Id} sends nothing");
                return new FlowArrival(start, step, due);
            }),
        ],
        flow.Definition.Reentry is { } reentry ? reentry.Within : null);

    private FlowEntryVerdict Refuse(FlowStart start, FlowEntryVerdict verdict)
    {
        counters.Started(verdict);
        LogRefused(Id, start.Person, start.Cause, verdict);
        return verdict;
    }

    private async Task StopAsync()
    {
        if (await store.StopAsync(Id) is var people and > 0)
        {
            counters.Stopped(people);
            LogStopped(Id, people);
        }
    }

    private static FlowDefinition Named(FlowDefinition definition, DateTimeOffset now) => definition with
    {
        Actions =
        [
            .. definition.Actions.Select(action => action with
            {
                Id = Ulid.NewUlid(now).ToString(),
                Message = action.Message is { } message ? message with { Id = Ulid.NewUlid(now).ToString() } : null,
            }),
        ],
    };
}
