using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>
/// Once a day walks the provider's list of each of the last days and records what it knows of messages that are still without a receipt. It keeps the date it has
/// done; a day that broke off is done again, and what was recorded is not missing any more.
/// </summary>
[GrainType("reconciliation")]
internal sealed partial class ReconciliationGrain(
    [PersistentState("reconciliation")] IPersistentState<ReconciliationState> stored, ISweepStore store, ICarriers carriers, ProviderReads reads,
    IOptions<ConfirmationOptions> options, TimeProvider clock, ILogger<ReconciliationGrain> logger) : Grain, IReconciliationGrain
{
    private const int Page = 5_000;

    /// <summary>Messages without a receipt that are held at a time, some 100 bytes each. The list is walked once for each such portion of a day.</summary>
    private const int Portion = 100_000;

    /// <summary>A provider dates a message by when it sent it: what was relayed just before midnight is in the next day's list.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private Task run = Task.CompletedTask;
    private bool stopping;

    private string Carrier => this.GetPrimaryKeyString()["reconciliation/".Length..];

    public Task<TimeSpan?> ContinueAsync()
    {
        if (options.Value.ReconcileDays == 0 || carriers.Find(Carrier) is not { } carrier) return Task.FromResult<TimeSpan?>(null);
        if (!run.IsCompleted) return Task.FromResult<TimeSpan?>(options.Value.Every);

        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var due = new DateTimeOffset(today, TimeOnly.FromTimeSpan(options.Value.ReconcileAt), TimeSpan.Zero);
        if (stored.State.Done >= today) return Task.FromResult<TimeSpan?>(due.AddDays(1) - now);
        if (now < due) return Task.FromResult<TimeSpan?>(due - now);
        run = RunAsync(carrier, today);
        return Task.FromResult<TimeSpan?>(AfterFailure);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stopping = true;
        await run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task RunAsync(ICarrier carrier, DateOnly today)
    {
        try
        {
            for (var ago = options.Value.ReconcileDays; ago >= 1; ago--) await ReconcileAsync(carrier, today.AddDays(-ago));
            if (stopping) return;
            stored.State.Done = today;
            await stored.SaveAsync(this);
        }
        catch (Exception failure)
        {
            LogBroken(Carrier, failure);
        }
    }

    private async Task ReconcileAsync(ICarrier carrier, DateOnly day)
    {
        var start = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var (place, end) = (Instants.LowestId(start - Overlap), start.AddDays(1));
        while (!stopping)
        {
            var missing = new Dictionary<string, MessageId>(StringComparer.Ordinal);
            Guid? next = place;
            while (next is not null && missing.Count < Portion)
            {
                place = next.Value;
                var page = await store.ReadUndeliveredAsync(new SweepQuery(Carrier, place, end, Page));
                foreach (var item in page.Items)
                    if (item.ProviderId is not null) missing[item.ProviderId] = item.Message;
                next = page.Last;
            }

            place = next ?? place;

            var found = missing.Count == 0 ? 0 : await WalkAsync(carrier, day, missing) ?? await FetchEachAsync(carrier, missing);
            LogReconciled(Carrier, day, missing.Count, found);
            if (next is null) return;
        }
    }

    /// <summary>How many of the missing had a last word in the list; null when this carrier has none.</summary>
    private async Task<int?> WalkAsync(ICarrier carrier, DateOnly day, Dictionary<string, MessageId> missing)
    {
        var found = 0;
        for (string? after = null; !stopping && missing.Count > found;)
        {
            if (await reads.ListAsync(carrier, day, after) is not { } page) return null;
            var news = page.Records.Where(record => record.Status > DeliveryStatus.Unconfirmed && missing.ContainsKey(record.ProviderId)).ToList();
            await Task.WhenAll(news.Select(record => RecordAsync(carrier, missing[record.ProviderId], record, ReceiptSource.List)));
            found += news.Count;
            after = page.Next;
            if (after is null) break;
        }

        return found;
    }

    /// <summary>For carriers without a list.</summary>
    private async Task<int> FetchEachAsync(ICarrier carrier, Dictionary<string, MessageId> missing)
    {
        var found = 0;
        foreach (var (providerId, message) in missing)
        {
            if (stopping) break;
            if (await reads.FetchAsync(carrier, providerId) is not { Status: > DeliveryStatus.Unconfirmed } record) continue;
            await RecordAsync(carrier, message, record, ReceiptSource.Fetch);
            found++;
        }

        return found;
    }

    private Task<ReceiptOutcome> RecordAsync(ICarrier carrier, MessageId message, CarrierRecord record, ReceiptSource source) =>
        GrainFactory.Message(message).RecordAsync(record.ToReceipt(carrier.Name, source, clock.GetUtcNow().ToMilliseconds()));
}

[GenerateSerializer, Alias("reconciliation-state")]
public sealed class ReconciliationState
{
    /// <summary>The day (UTC) on which the days before were last compared.</summary>
    [Id(0)] public DateOnly Done { get; set; }
}
