using Npgsql;

namespace Sms.Benchmarks;

/// <summary>A connection with three prepared statements in one round trip and one transaction: events by column, series, totals. Counting is done here.</summary>
internal sealed class RawWriter : IAsyncDisposable
{
    private readonly EventColumns events = new();
    private readonly Dictionary<(Metric Metric, DateTime Slot, DateTime SentSlot, string Source, string From, string Country, string Carrier, short Segments), long> counts = [];
    private readonly List<short> metrics = [];
    private readonly List<DateTime> slots = [];
    private readonly List<DateTime> sentSlots = [];
    private readonly List<string> sources = [];
    private readonly List<string> senders = [];
    private readonly List<string> countries = [];
    private readonly List<string> carriers = [];
    private readonly List<short> segments = [];
    private readonly List<long> numbers = [];
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlBatch batch;

    private RawWriter(NpgsqlConnection connection, short shard)
    {
        this.connection = connection;
        batch = connection.CreateBatch();
        events.BindTo(Add("insert_events.sql"));
        var series = Add("add_series.sql");
        series.AddList(metrics);
        series.AddList(slots);
        series.AddList(sentSlots);
        series.AddList(sources);
        series.AddList(senders);
        series.AddList(countries);
        series.AddList(carriers);
        series.AddList(segments);
        series.AddList(numbers);
        series.AddTyped(shard);
        var totals = Add("add_totals.sql");
        totals.AddList(sources);
        totals.AddList(metrics);
        totals.AddList(numbers);
        totals.AddTyped(shard);
    }

    public static async Task<RawWriter> OpenAsync(string connectionString, short shard)
    {
        // As the ledger's connections: no statement here is worth compiling.
        var connection = new NpgsqlConnection(connectionString + ";Options=-c jit=off");
        await connection.OpenAsync();
        var writer = new RawWriter(connection, shard);
        await writer.batch.PrepareAsync();
        return writer;
    }

    public async Task WriteAsync(List<LedgerEvent> rows)
    {
        events.Clear();
        foreach (var row in rows) events.Add(row);
        Count(rows);
        await batch.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await batch.DisposeAsync();
        await connection.DisposeAsync();
    }

    private NpgsqlParameterCollection Add(string file)
    {
        using var stream = typeof(RawWriter).Assembly.GetManifestResourceStream("RawPostgres/" + file) ?? throw new FileNotFoundException(file);
        using var text = new StreamReader(stream);
        var command = new NpgsqlBatchCommand(text.ReadToEnd());
        batch.BatchCommands.Add(command);
        return command.Parameters;
    }

    private void Count(List<LedgerEvent> rows)
    {
        counts.Clear();
        foreach (var row in rows)
        {
            var key = (row.Metric, QuarterHour(row.At), QuarterHour(row.SentAt!.Value), row.Source!.Value.Value, row.From!, row.Country!, row.Carrier!, row.Segments);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        metrics.Clear();
        slots.Clear();
        sentSlots.Clear();
        sources.Clear();
        senders.Clear();
        countries.Clear();
        carriers.Clear();
        segments.Clear();
        numbers.Clear();
        foreach (var (key, number) in counts)
        {
            metrics.Add((short)key.Metric);
            slots.Add(key.Slot);
            sentSlots.Add(key.SentSlot);
            sources.Add(key.Source);
            senders.Add(key.From);
            countries.Add(key.Country);
            carriers.Add(key.Carrier);
            segments.Add(key.Segments);
            numbers.Add(number);
        }
    }

    private static DateTime QuarterHour(DateTimeOffset at) => LedgerTime.FromMillisecond(LedgerTime.QuarterHour(at.ToUnixTimeMilliseconds())).UtcDateTime;
}
