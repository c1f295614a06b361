namespace Sms;

/// <summary>Reports read by statements that both databases have.</summary>
internal sealed class ReportStore(ILedgerStatements statements) : IReportStore
{
    public async Task<EventPage> QueryEventsAsync(EventQuery query)
    {
        var conditions = new Conditions { new("size", query.Size + 1) };
        if (query.Metric is { } metric) conditions.Add("metric", metric);
        if (query.Subscriber is { } subscriber) conditions.Add("subscriber", subscriber.Value);
        if (query.Source is { } source) conditions.Add("source", source.Value);
        if (query.From is { } from) conditions.Add("from", LedgerTime.LowestId(from));
        if (query.To is { } to) conditions.Add("to", LedgerTime.LowestId(to));
        conditions.When(query.Ascending ? "ascending" : "descending");
        if (query.After is { } after) conditions.Add("after", after, query.Ascending ? "after ascending" : "after descending");
        if (query.WithProfile) conditions.When("profile");
        var events = await statements.ReadAsync("events.sql", conditions.Parameters, row => row.RecordedEvent(query.WithProfile), conditions.Names);
        return events.Count > query.Size ? new EventPage(events.GetRange(0, query.Size), true) : new EventPage(events, false);
    }

    public async Task<RecordedEvent?> ReadEventAsync(Guid id)
    {
        var conditions = new Conditions { new("size", 1) };
        conditions.Add("id", id);
        conditions.When("profile");
        var found = await statements.ReadAsync("events.sql", conditions.Parameters, row => row.RecordedEvent(withProfile: true), conditions.Names);
        return found.FirstOrDefault();
    }

    public async Task<IReadOnlyList<SourceTotal>> ReadTotalsAsync(SourceId source) => await statements.ReadAsync(
        "totals.sql", [new("source", source.Value)], row => new SourceTotal(source, (Metric)row.Short(0), row.Short(1), row.Number(2)));

    public async Task<SourceBooks> ReadBooksAsync(SourceId source, int born)
    {
        var totals = new Dictionary<Metric, long>();
        var events = new Dictionary<(Metric, DateTimeOffset), long>();
        var series = new Dictionary<(Metric, DateTimeOffset), long>();
        // Streams of a source begin with its key and a dash; a dot is the next character.
        await statements.ReadAsync(
            "books.sql", [new("source", source.Value), new("born", born), new("first", source.Key + "-"), new("beyond", source.Key + ".")],
            row =>
            {
                var metric = (Metric)row.Short(1);
                if (row.IsNull(2)) totals[metric] = row.Number(3);
                else (row.Text(0) == "events" ? events : series)[(metric, row.Time(2))] = row.Number(3);
                return true;
            });
        return new SourceBooks(totals, events, series);
    }

    public async Task<IReadOnlyList<SourceId>> ReadActiveSourcesAsync(DateTimeOffset since) => await statements.ReadAsync(
        "active_sources.sql", [new("since", LedgerTime.FromMillisecond(LedgerTime.QuarterHour(since.ToUnixTimeMilliseconds())))],
        row => new SourceId(row.Text(0)));

    public async Task<IReadOnlyList<SeriesCell>> ReadSeriesAsync(SeriesQuery query)
    {
        var conditions = Dimensions(query.By, query.Where);
        conditions.Add("metric", query.Metric);
        conditions.Add("from", query.From);
        conditions.Add("to", query.To);
        return await statements.ReadAsync(
            "series.sql", conditions.Parameters, row => new SeriesCell(row.Time(0), Values(row, 3, query.By), row.Number(1), row.Number(2)), conditions.Names);
    }

    public async Task<IReadOnlyList<SlotCell>> CountSlotsAsync(SlotQuery query)
    {
        var conditions = Dimensions(query.By, query.Where);
        conditions.Add("metric", query.Metric);
        conditions.Add("edges", query.Edges);
        conditions.Add("from", LedgerTime.LowestId(query.Edges[0]));
        conditions.Add("to", LedgerTime.LowestId(query.Edges[^1]));
        return await statements.ReadAsync(
            "slots.sql", conditions.Parameters,
            row => new SlotCell(row.Integer(0), Values(row, 4, query.By), row.Number(1), row.Number(2), row.Number(3)), conditions.Names);
    }

    public async Task<IReadOnlyList<SourceMetricCount>> CountBySendTimeAsync(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<SourceId>? sources)
    {
        var conditions = new Conditions
        {
            new("from", LedgerTime.FromMillisecond(LedgerTime.QuarterHour(from.ToUnixTimeMilliseconds()))),
            new("to", to),
        };
        if (sources is not null) conditions.Add("sources", sources.Select(source => source.Value).ToList());
        return await statements.ReadAsync(
            "series_by_send_time.sql", conditions.Parameters,
            row => new SourceMetricCount(new SourceId(row.Text(0)), (Metric)row.Short(1), row.Number(2), row.Number(3)), conditions.Names);
    }

    public async Task<IReadOnlyList<ParkedReceipt>> ReadParkedAsync(int size, ParkedPlace? after = null)
    {
        var conditions = new Conditions { new("size", size) };
        if (after is not null)
        {
            conditions.Add("after", after.Id);
            conditions.Add(new SqlParameter("at", after.At));
        }
        return await statements.ReadAsync(
            "parked.sql", conditions.Parameters,
            row => new ParkedReceipt(row.Id(0), row.Time(1), row.Text(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5), row.Text(6)), conditions.Names);
    }

    private static Conditions Dimensions(IReadOnlyList<EventDimension> by, IReadOnlyList<DimensionFilter> where)
    {
        var conditions = new Conditions();
        foreach (var dimension in by.Distinct()) conditions.When("by " + dimension);
        foreach (var filters in where.GroupBy(filter => filter.Dimension))
        {
            var values = filters.Select(filter => filter.AnyOf.AsEnumerable()).Aggregate((all, more) => all.Intersect(more)).ToList();
            conditions.Add(filters.Key.ToString(), values);
        }
        return conditions;
    }

    /// <summary>The statements select dimensions in the enumeration's order; the caller gets them in the order asked for.</summary>
    private static List<string> Values(LedgerRow row, int first, IReadOnlyList<EventDimension> by)
    {
        var selected = by.Distinct().Order().ToList();
        return [.. by.Select(dimension => row.Text(first + selected.IndexOf(dimension)))];
    }
}
