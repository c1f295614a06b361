using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>
/// Counts whom the rules fit, and suppresses them when it is told to. Whom a rule fits is asked of the ledger as it was when the job was made, so preview and
/// application mean the same people, less those who have received something since. Progress is stored page by page; the agenda begins again after a crash.
/// </summary>
[GrainType("cleaning"), CollectionAgeLimit(Minutes = 5)]
internal sealed partial class CleaningGrain(
    [PersistentState("cleaning")] IPersistentState<CleaningState> stored, HygieneDesk desk, IAgenda agenda, TimeProvider clock, ILogger<CleaningGrain> logger)
    : Grain, ICleaningGrain
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <summary>What is counted and what is asked for change the job in turns of their own; the store takes one write at a time.</summary>
    private readonly SemaphoreSlim writing = new(1, 1);
    private Task run = Task.CompletedTask;

    private string Id => this.GetPrimaryKeyString()["cleaning/".Length..];

    private Cleaning? Job => stored.State.Job;

    public async Task<Cleaning> CreateAsync(CleaningOrder order)
    {
        if (Job is { } existing) return existing;
        var now = clock.GetUtcNow();
        var rules = desk.Rules.All.Where(rule => order.Rules is [] || order.Rules.Contains(rule.Name));
        await agenda.ScheduleAsync(AgendaKind.Cleaning, Id, now + Pace);
        await ChangeAsync(_ => new Cleaning
        {
            Id = Id,
            Status = CleaningStatus.Counting,
            Created = now,
            Updated = now,
            List = order.List,
            Shares = [.. rules.Select(rule => new CleaningShare(rule.Name, rule.Says))],
        });
        run = RunAsync();
        return Job!;
    }

    public Task<Cleaning?> GetAsync() => Task.FromResult(Job);

    public async Task<ProfilePage?> PageAsync(string? rule, string? cursor, int size) => Job is { } job
        ? await desk.PageAsync(PlanOf(job, rule is null ? null : desk.Rules.Find(rule)), SubscriberId.TryParse(cursor, out var after) ? after : null, size)
        : null;

    public async Task<CleaningChange> ApplyAsync()
    {
        switch (Job?.Status)
        {
            case null: return new CleaningChange(CleaningVerdict.Unknown, null);
            case CleaningStatus.Counting: return new CleaningChange(CleaningVerdict.NotReady, Job);
            case CleaningStatus.Cancelled: return new CleaningChange(CleaningVerdict.Over, Job);
            case CleaningStatus.Preview:
                await agenda.ScheduleAsync(AgendaKind.Cleaning, Id, clock.GetUtcNow() + Pace);
                await ChangeAsync(job => job with { Status = CleaningStatus.Applying });
                if (run.IsCompleted) run = RunAsync();
                break;
        }

        return new CleaningChange(CleaningVerdict.Done, Job);
    }

    public async Task<CleaningChange> CancelAsync()
    {
        if (Job is null) return new CleaningChange(CleaningVerdict.Unknown, null);
        if (Job.Status == CleaningStatus.Complete) return new CleaningChange(CleaningVerdict.Over, Job);
        if (Job.Status != CleaningStatus.Cancelled) await ChangeAsync(job => job with { Status = CleaningStatus.Cancelled });
        return new CleaningChange(CleaningVerdict.Done, Job);
    }

    public Task<TimeSpan?> ContinueAsync()
    {
        if (Job?.Status is not (CleaningStatus.Counting or CleaningStatus.Applying)) return Task.FromResult<TimeSpan?>(null);
        if (run.IsCompleted) run = RunAsync();
        return Task.FromResult<TimeSpan?>(Pace);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task RunAsync()
    {
        try
        {
            if (Job!.Status == CleaningStatus.Counting) await CountAsync();
            if (Job.Status == CleaningStatus.Applying) await SuppressAsync();
        }
        catch (Exception failure)
        {
            // What is stored is true as far as it goes; the agenda comes again.
            LogBroken(Id, failure);
        }
    }

    private async Task CountAsync()
    {
        for (var i = 0; i < Job!.Shares.Count && Job.Status == CleaningStatus.Counting; i++)
        {
            if (Job.Shares[i].People is not null) continue;
            // A rule may have left the configuration since.
            var people = desk.Rules.Find(Job.Shares[i].Rule) is { } rule ? await desk.CountAsync(PlanOf(Job, rule)) : 0;
            await ChangeShareAsync(i, share => share with { People = people });
        }

        var all = await desk.CountAsync(PlanOf(Job, null));
        await ChangeAsync(job => job.Status == CleaningStatus.Counting ? job with { People = all, Status = CleaningStatus.Preview } : job);
    }

    private async Task SuppressAsync()
    {
        for (var i = 0; i < Job!.Shares.Count && Job.Status == CleaningStatus.Applying; i++)
        {
            if (Job.Shares[i].Suppressed is not null || desk.Rules.Find(Job.Shares[i].Rule) is not { } rule) continue;
            var plan = PlanOf(Job, rule);
            if (stored.State.Found is null)
            {
                stored.State.Found = await desk.CountAsync(plan);
                await ChangeAsync(job => job);
            }

            await desk.SuppressAllAsync(plan, rule, SubscriberId.TryParse(stored.State.After, out var after) ? after : null, PageDoneAsync);
            if (Job.Status != CleaningStatus.Applying) return;
            // The difference, and not a sum of pages: a page that was suppressed just before a crash counts as well.
            var suppressed = stored.State.Found.Value - await desk.CountAsync(plan);
            (stored.State.After, stored.State.Found) = (null, null);
            await ChangeShareAsync(i, share => share with { Suppressed = suppressed });
            LogSuppressed(suppressed, rule.Name, Id);
        }

        await ChangeAsync(job => job.Status == CleaningStatus.Applying ? job with { Status = CleaningStatus.Complete } : job);
    }

    private async Task<bool> PageDoneAsync(SubscriberId last)
    {
        stored.State.After = last.Value;
        await ChangeAsync(job => job);
        return Job!.Status == CleaningStatus.Applying;
    }

    /// <param name="rule">Null: all of the job's.</param>
    private SegmentPlan PlanOf(Cleaning job, HygieneRule? rule) => HygieneRules.PlanOf(
        rule is null ? job.Shares.Select(share => desk.Rules.Find(share.Rule)).OfType<HygieneRule>() : [rule],
        job.Created, job.List, spareReceivedSince: job.Status is CleaningStatus.Applying or CleaningStatus.Complete);

    private Task ChangeShareAsync(int place, Func<CleaningShare, CleaningShare> change) =>
        ChangeAsync(job => job with { Shares = [.. job.Shares.Select((share, i) => i == place ? change(share) : share)] });

    private async Task ChangeAsync(Func<Cleaning, Cleaning> change)
    {
        stored.State.Job = change(Job!) with { Updated = clock.GetUtcNow() };
        await writing.WaitAsync();
        try
        {
            await stored.SaveAsync(this);
        }
        finally { writing.Release(); }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{People} numbers suppressed by rule {Rule} of list cleaning {Job}")]
    private partial void LogSuppressed(long people, string rule, string job);

    [LoggerMessage(Level = LogLevel.Error, Message = "List cleaning {Job} broke off and goes on later")]
    private partial void LogBroken(string job, Exception failure);
}

[GenerateSerializer, Alias("cleaning-state")]
public sealed class CleaningState
{
    [Id(0)] public Cleaning? Job { get; set; }
    /// <summary>The last person of the last page done, of the rule that is being applied.</summary>
    [Id(1)] public string? After { get; set; }
    /// <summary>People it fitted when it began.</summary>
    [Id(2)] public long? Found { get; set; }
}
