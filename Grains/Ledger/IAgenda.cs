namespace Sms;

/// <summary>What is due. Stored by number: append, never renumber.</summary>
public enum AgendaKind : byte
{
    CampaignProgress = 1,
    /// <summary>Key: <c>{stage}/{carrier}</c>.</summary>
    Sweep = 2,
    /// <summary>Key: the carrier.</summary>
    Reconciliation = 3,
    /// <summary>Key: <c>all</c>.</summary>
    Parking = 4,
    /// <summary>A message that never arrived and could not be sent again at once. Key: <c>{message}/{subscriber}</c>.</summary>
    Resend = 5,
    /// <summary>Key: <c>all</c> for the daily round, else the campaign.</summary>
    SelfAudit = 10,
    /// <summary>An automated answer. Key: <c>{subscriber}/{version of the event it answers}</c>.</summary>
    Answer = 30,
    /// <summary>A conversation that waits for a human. Key: <c>{subscriber}/0</c>.</summary>
    FlaggedConversation = 31,
    /// <summary>A request for consent. Key: <c>{subscriber}/{version of its event}</c>.</summary>
    OptInReminder = 32,
    /// <summary>Key: <c>all</c>. Erases again what was in flight when people were erased.</summary>
    Scrub = 40,
    /// <summary>Key: <c>all</c>. The nightly round of the hygiene rules.</summary>
    Hygiene = 60,
    /// <summary>Key: the list-cleaning job.</summary>
    Cleaning = 61,
    /// <summary>A text that starts flows. Key: <c>{subscriber}/{version of its event}</c>.</summary>
    FlowStart = 34,
    /// <summary>Key: the flow.</summary>
    FlowProgress = 70,
    /// <summary>A long text that may miss parts. Key: <c>{subscriber}/{version of the part}</c>.</summary>
    InboundParts = 33,
}

/// <summary>Durable due times. Each silo claims due items in batches; an item whose lease ran out is claimed again, so handlers are idempotent.</summary>
public interface IAgenda
{
    /// <summary>One item per (kind, key): scheduling again moves it.</summary>
    Task ScheduleAsync(AgendaKind kind, string key, DateTimeOffset due);

    /// <summary>Leases up to <paramref name="count"/> due items until <paramref name="leaseUntil"/>.</summary>
    Task<IReadOnlyList<AgendaItem>> ClaimAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int count);

    /// <summary>Deletes a claimed item, or moves it to <paramref name="next"/>. Nothing happens when it was scheduled anew in the meantime.</summary>
    Task CompleteAsync(AgendaItem item, DateTimeOffset? next);
}

/// <param name="Ticket">Changes whenever the item is scheduled.</param>
public sealed record AgendaItem(AgendaKind Kind, string Key, DateTimeOffset Due, long Ticket);
