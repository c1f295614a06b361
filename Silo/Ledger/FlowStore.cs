using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>People in flows, as rows. Sets travel as one JSON array, which both databases unfold.</summary>
internal sealed class FlowStore(ILedgerStatements statements) : IFlowStore
{
    /// <summary>Longer than anybody's memory.</summary>
    private static readonly TimeSpan ForEver = TimeSpan.FromDays(365 * 200);

    public async Task<IReadOnlyList<FlowNoted>> EnterAsync(FlowId flow, IReadOnlyList<FlowArrival> starts, TimeSpan? within) => await statements.WriteAsync(
        "flow_enter.sql",
        [
            new("flow", flow.Value), new("within", (long)(within ?? ForEver).TotalMilliseconds),
            new("rows", JsonSerializer.Serialize(starts.Select(FlowStartRow.Of).ToList(), FlowJson.Default.ListFlowStartRow)),
        ],
        row => new FlowNoted(new SubscriberId(row.Text(0)), row.Integer(1) == 1));

    public async Task<IReadOnlyList<FlowStart>> ReadArrivalsAsync(FlowId flow, ListId list, DateTimeOffset since, SubscriberId? after, int count)
    {
        var cause = "list/" + list.Value;
        return await statements.ReadAsync(
            "flow_arrivals.sql",
            [new("flow", flow.Value), new("list", list.Value), new("since", since), new("after", after?.Value ?? ""), new("cause", cause), new("count", count)],
            row => new FlowStart(new SubscriberId(row.Text(0)), cause, row.Time(1)));
    }

    public async Task<IReadOnlyList<FlowDue>> ReadDueAsync(FlowId flow, DateTimeOffset now, int count) => await statements.ReadAsync(
        "flow_due.sql", [new("flow", flow.Value), new("now", now), new("count", count)],
        row => new FlowDue(row.Integer(0), new SubscriberId(row.Text(1)), row.Integer(2), row.Time(3), row.Number(4)));

    public async Task<DateTimeOffset?> ReadNextAsync(FlowId flow) =>
        await statements.ReadAsync("flow_next.sql", [new("flow", flow.Value)], row => row.Time(0)) is [var next] ? next : null;

    public Task MoveAsync(FlowId flow, IReadOnlyList<FlowMove> moves) => statements.WriteAsync(
        "flow_move.sql",
        [new("flow", flow.Value), new("rows", JsonSerializer.Serialize(moves.Select(FlowMoveRow.Of).ToList(), FlowJson.Default.ListFlowMoveRow))], row => true);

    public async Task<int> StopAsync(FlowId flow) => (int)(await statements.WriteAsync("flow_stop.sql", [new("flow", flow.Value)], row => row.Number(0)))[0];
}

/// <summary>As the statement names its columns; times in Unix milliseconds.</summary>
internal sealed record FlowStartRow(int Place, string Subscriber, string Cause, long At, int Step, long Due)
{
    public static FlowStartRow Of(FlowArrival arrival, int place) => new(
        place, arrival.Start.Person.Value, arrival.Start.Cause, arrival.Start.At.ToUnixTimeMilliseconds(), arrival.Step, arrival.Due.ToUnixTimeMilliseconds());
}

/// <summary>As the statement names its columns; times in Unix milliseconds.</summary>
internal sealed record FlowMoveRow(
    int Entry, int From, int Step, long Reached, long? Due, string? Deferral, string? Message, short? Reason, string? Detail, long? At)
{
    public static FlowMoveRow Of(FlowMove move) => new(
        move.Entry, move.From, move.Step, move.ReachedAt.ToUnixTimeMilliseconds(), move.Due?.ToUnixTimeMilliseconds(),
        move.Deferral is { } put ? EventIds.At(put.At).ToString("N") : null, move.Deferral?.Message.Value, (short?)move.Deferral?.Reason, move.Deferral?.Detail,
        move.Deferral?.At.ToUnixTimeMilliseconds());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(List<FlowStartRow>))]
[JsonSerializable(typeof(List<FlowMoveRow>))]
internal sealed partial class FlowJson : JsonSerializerContext;
