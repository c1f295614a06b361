using Microsoft.Extensions.Logging;

namespace Sms;

/// <summary>
/// Keeps one number's register and shares out its rate. Shares are nowhere stored: a grain that wakes waits until those of an earlier one have run out.
/// </summary>
[GrainType("number")]
internal sealed partial class NumberGrain(
    [PersistentState("number")] IPersistentState<NumberState> stored, TimeProvider clock, ILogger<NumberGrain> logger) : Grain, INumberGrain
{
    /// <summary>How far ahead it is noted that shares may be out; one write of a number's state in so long, while it sends.</summary>
    private static readonly TimeSpan NotedAhead = TimeSpan.FromMinutes(2);

    /// <summary>Leases do not wait for changes, nor changes for leases; what they store they store one after the other.</summary>
    private readonly SemaphoreSlim storing = new(1, 1);
    private readonly long woke = clock.GetTimestamp();
    private readonly RateControl control = new(0);
    private LeaseBook? book;
    private DateTimeOffset notedUntil;
    private int notedLongest;
    private DateTimeOffset? throttledAt;
    private bool slowed;

    private NumberRecord? Record => stored.State.Removed ? null : stored.State.Record;

    private TimeSpan Now => clock.GetElapsedTime(woke);

    public Task<NumberDetail?> GetAsync() => Task.FromResult(Record is null ? null : Detail());

    public async Task<NumberDetail> ConfigureAsync(NumberDraft configured)
    {
        var said = stored.State.Configured;
        var (record, changes) = Record is { } known
            ? NumberChanges.Configure(known, known.Configured ? said : null, configured, clock.GetUtcNow())
            : NumberChanges.Add(configured, clock.GetUtcNow(), configured: true);
        if (changes.Count > 0 || record != stored.State.Record || !Same(said, configured))
        {
            stored.State.Configured = configured;
            await KeepAsync(record, changes);
        }

        return Detail();
    }

    public async Task<NumberWrite> AddAsync(NumberDraft draft)
    {
        if (Record is not null) return new NumberWrite(NumberVerdict.Taken);
        var (record, changes) = NumberChanges.Add(draft, clock.GetUtcNow());
        await KeepAsync(record, changes);
        return new NumberWrite(NumberVerdict.Written, Detail());
    }

    public async Task<NumberWrite> PatchAsync(NumberPatch patch)
    {
        if (Record is not { } known) return new NumberWrite(NumberVerdict.Unknown);
        var (record, changes) = NumberChanges.Patch(known, patch, clock.GetUtcNow());
        if (changes.Count > 0) await KeepAsync(record, changes);
        return new NumberWrite(NumberVerdict.Written, Detail());
    }

    public async Task<NumberVerdict> RemoveAsync(string? reason)
    {
        if (Record is not { } known) return NumberVerdict.Unknown;
        if (known.Configured) return NumberVerdict.Configured;
        stored.State.Removed = true;
        Note([new NumberChange(clock.GetUtcNow(), "removed", known.Status.Word(), null, reason)]);
        await SaveAsync();
        return NumberVerdict.Written;
    }

    public async Task<NumberLease> LeaseAsync(NumberLeaseRequest request)
    {
        var now = Now;
        if (Record is not { Status: NumberStatus.Verified } record) return new NumberLease { Share = 0, For = LeaseBook.For };
        control.Configured = record.SegmentsPerSecond;
        if (request.Throttled > 0) throttledAt = clock.GetUtcNow();
        if (control.Heard(now, request.Throttled, request.Answered, request.Sent, request.RetryAfter)) LogSlowed(record.Number, control.Rate(now));

        var rate = control.Rate(now);
        if (!double.IsInfinity(rate)) await NoteShareAsync(now, rate, request.Longest);
        book ??= new LeaseBook(now);
        now = Now;
        var lease = book.Lease(now, request, rate);
        if (control.PausedUntil > now && lease.Share > 0) lease = lease with { StartIn = control.PausedUntil - now };
        if (control.Slowed != slowed) await NotePaceAsync(record.Number);
        return lease;
    }

    /// <summary>Durable before a share is out.</summary>
    private async Task NoteShareAsync(TimeSpan now, double rate, int longest)
    {
        var (state, wall) = (stored.State, clock.GetUtcNow());
        book ??= new LeaseBook(state.SharedUntil > wall ? now + LeaseBook.Aftermath(rate, state.Longest) : now);
        if (notedUntil - wall > NotedAhead / 2 && longest <= notedLongest) return;
        (state.SharedUntil, state.Longest) = (wall + NotedAhead, Math.Max(state.Longest, longest));
        await SaveAsync();
        (notedUntil, notedLongest) = (wall + NotedAhead, Math.Max(notedLongest, longest));
    }

    private async Task SaveAsync()
    {
        await storing.WaitAsync();
        try { await stored.SaveAsync(this); }
        finally { storing.Release(); }
    }

    private async Task NotePaceAsync(string number)
    {
        var slow = control.Slowed;
        await GrainFactory.SendingNumbers().NotePaceAsync(number, slow ? control.Rate(Now) : null);
        if (slowed && !slow) LogBack(number);
        slowed = slow;
    }

    private async Task KeepAsync(NumberRecord record, IReadOnlyList<NumberChange> changes)
    {
        stored.State.Record = record;
        stored.State.Removed = false;
        Note(changes);
        await SaveAsync();
        foreach (var change in changes) LogChanged(record.Number, change.What, change.From, change.To, change.Reason);
    }

    private void Note(IReadOnlyList<NumberChange> changes)
    {
        stored.State.History.AddRange(changes);
        if (stored.State.History.Count > NumberChanges.Kept) stored.State.History.RemoveRange(0, stored.State.History.Count - NumberChanges.Kept);
    }

    private NumberDetail Detail()
    {
        var (now, record) = (Now, stored.State.Record!);
        control.Configured = record.SegmentsPerSecond;
        var rate = control.Rate(now);
        return new NumberDetail(record with { SlowedTo = control.Slowed ? rate : null }, [.. stored.State.History.AsEnumerable().Reverse()], new NumberPaceView
        {
            SegmentsPerSecond = double.IsInfinity(rate) ? 0 : rate,
            Slowed = control.Slowed,
            ThrottledAt = throttledAt,
            PausedUntil = control.PausedUntil > now ? clock.GetUtcNow() + (control.PausedUntil - now) : null,
        });
    }

    private static bool Same(NumberDraft? said, NumberDraft says) =>
        said is not null && said with { Countries = [] } == says with { Countries = [] } && said.Countries.SequenceEqual(says.Countries);
}
