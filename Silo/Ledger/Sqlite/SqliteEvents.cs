namespace Sms;

/// <summary>Inserts events within a turn of the writer and counts what was really inserted.</summary>
internal sealed class SqliteEvents(SqliteWriter writer, short shard)
{
    private readonly record struct Cell(
        Metric Metric, long Slot, long SentSlot, SourceId? Source, string? From, string? Country, string? Carrier, FailureType Failure, short Segments);

    private readonly Dictionary<Cell, (long Count, long Value)> cells = [];

    public int Inserted { get; private set; }

    /// <summary>False when the event's key is taken.</summary>
    public bool Insert(LedgerEvent e)
    {
        var changed = writer.Statement("Ledger/Sqlite/insert_event.sql")
            .Add(e.Stream.Born).Add(e.Stream.Key).Add(e.Version).Add(e.Id).Add((long)e.Metric).Add(e.At).Add(e.Subscriber.Value).Add(e.Source?.Value)
            .Add(e.Message?.Value).Add(e.From).Add(e.Carrier).Add(e.Country).Add((long)e.Failure).Add(e.Segments).Add(e.SentAt).Add(e.ProviderId)
            .Add(e.VendorCode).Add(e.Body).Add(e.Raw).Add(e.Detail).Add(e.ValueMicros)
            .Run();
        if (changed == 0) return false;
        Inserted++;
        Count(e);
        return true;
    }

    /// <summary>Whose event is stored under the key of this one.</summary>
    public Guid StoredUnderKeyOf(LedgerEvent e)
    {
        var statement = writer.Statement("Ledger/Sqlite/read_id.sql").Add(e.Stream.Born).Add(e.Stream.Key).Add(e.Version);
        if (!statement.Next()) throw new InvalidOperationException($"Version {e.Version} of stream {e.Stream.Key} is neither free nor taken");
        return statement.Id(0);
    }

    /// <summary>Adds the counts to totals and series; gives back the new absolute totals.</summary>
    public List<SourceTotal> WriteCounts()
    {
        foreach (var (cell, sum) in cells)
        {
            writer.Statement("Ledger/Sqlite/add_series.sql")
                .Add((long)cell.Metric).Add(cell.Slot).Add(cell.SentSlot).Add(cell.Source?.Value ?? "").Add(cell.From ?? "").Add(cell.Country ?? "")
                .Add(cell.Carrier ?? "").Add((long)cell.Failure).Add(cell.Segments).Add(shard).Add(sum.Count).Add(sum.Value)
                .Run();
        }
        var totals = new List<SourceTotal>();
        foreach (var group in cells.Where(cell => cell.Key.Source is not null).GroupBy(cell => (Source: cell.Key.Source!.Value, cell.Key.Metric)))
        {
            var statement = writer.Statement("Ledger/Sqlite/add_total.sql")
                .Add(group.Key.Source.Value).Add((long)group.Key.Metric).Add(shard).Add(group.Sum(cell => cell.Value.Count));
            statement.Next();
            totals.Add(new SourceTotal(group.Key.Source, group.Key.Metric, shard, statement.Number(0)));
            while (statement.Next()) { }
        }
        return totals;
    }

    private void Count(LedgerEvent e)
    {
        var at = e.At.ToUnixTimeMilliseconds();
        var sent = e.SentAt?.ToUnixTimeMilliseconds() ?? at;
        var cell = new Cell(
            e.Metric, LedgerTime.QuarterHour(at), LedgerTime.QuarterHour(sent), e.Source, e.From, e.Country, e.Carrier, e.Failure, e.Segments);
        ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(cells, cell, out _);
        sum = (sum.Count + 1, sum.Value + (e.ValueMicros ?? 0));
    }
}
