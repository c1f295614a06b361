using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Sms;

/// <summary>Erasure and export. The work on a person goes through the person's own grain, so that nothing is submitted behind an erasure's back.</summary>
[GrainType("privacy"), StatelessWorker, Reentrant]
internal sealed class PrivacyGrain(
    IProfileStore profiles, ILedger ledger, IReportStore reports, ISweepStore sweeps, IAgenda agenda, IOptions<ConfirmationOptions> confirmation, TimeProvider clock)
    : Grain, IPrivacyGrain
{
    /// <summary>
    /// How long an erasure is repeated every night. What was submitted before it may be reported on for days; after that nothing of the person arrives any more.
    /// </summary>
    private static readonly TimeSpan Repeated = TimeSpan.FromDays(10);

    private const int Page = 1_000;

    public async Task EraseAsync(IReadOnlyList<SubscriberId> people)
    {
        // The agenda first: an erasure that a crash cuts in two is completed by the scrub.
        await agenda.ScheduleAsync(AgendaKind.Scrub, "all", NextNight());
        foreach (var person in people) await GrainFactory.Subscriber(person).EraseAsync();
    }

    public async Task<PersonExport?> ExportAsync(SubscriberId id)
    {
        if (await profiles.ReadAsync(id) is not { } profile) return null;
        var events = await ReadEventsAsync(id);
        // What nobody has answered yet is in no page of events.
        var unanswered = await sweeps.ReadUnansweredOfAsync(id, clock.GetUtcNow() - confirmation.Value.LongestOwed);
        var messages = events.Select(entry => entry.Message).OfType<MessageId>().Union(unanswered).ToList();
        var streams = await Task.WhenAll(messages.Select(message => ledger.ReadAsync(StreamId.Of(message))));
        // As it went out: what was turned away first may have been decided anew.
        var texts = streams.Select(stream => stream.LastOrDefault(entry => entry.Body is not null && entry.Message is not null)).OfType<LedgerEvent>()
            .Select(entry => new ExportedText(entry.Message!.Value, entry.At, entry.From, entry.Body));
        return new PersonExport(
            profile, await profiles.ReadListsAsync(id), ConsentEvents.Read(await ledger.ReadAsync(StreamId.Of(id))), [.. texts.OrderBy(text => text.At)], events);
    }

    public async Task<TimeSpan?> ScrubAsync()
    {
        var erased = await profiles.ScrubAsync(clock.GetUtcNow() - Repeated);
        return erased == 0 ? null : NextNight() - clock.GetUtcNow();
    }

    private async Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(SubscriberId id)
    {
        var events = new List<RecordedEvent>();
        for (var query = new EventQuery { Subscriber = id, Ascending = true, Size = Page }; ; query = query with { After = events[^1].Id })
        {
            var page = await reports.QueryEventsAsync(query);
            events.AddRange(page.Events);
            if (!page.More || page.Events is []) return events;
        }
    }

    /// <summary>A fixed hour: scheduling again does not put it off.</summary>
    private DateTimeOffset NextNight()
    {
        var now = clock.GetUtcNow();
        var night = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(3);
        return night > now ? night : night.AddDays(1);
    }
}
