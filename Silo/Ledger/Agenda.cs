namespace Sms;

/// <summary>Due times as rows. What was scheduled anew has a new ticket, and whoever holds an older one changes nothing.</summary>
internal sealed class Agenda(ILedgerStatements statements) : IAgenda
{
    public Task ScheduleAsync(AgendaKind kind, string key, DateTimeOffset due) => statements.WriteAsync(
        "agenda_schedule.sql", [new("kind", (short)kind), new("key", key), new("due_at", due)], row => true);

    public async Task<IReadOnlyList<AgendaItem>> ClaimAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int count)
    {
        var items = await statements.WriteAsync(
            "agenda_claim.sql", [new("now", now), new("lease_until", leaseUntil), new("count", count)],
            row => new AgendaItem((AgendaKind)row.Short(0), row.Text(1), row.Time(2), row.Number(3)));
        return [.. items.OrderBy(item => item.Due)];
    }

    public Task CompleteAsync(AgendaItem item, DateTimeOffset? next)
    {
        SqlParameter[] which = [new("kind", (short)item.Kind), new("key", item.Key), new("ticket", item.Ticket)];
        return next is { } due
            ? statements.WriteAsync("agenda_move.sql", [.. which, new("due_at", due)], row => true)
            : statements.WriteAsync("agenda_delete.sql", which, row => true);
    }
}
