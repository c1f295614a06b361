using System.Globalization;

namespace Sms;

/// <summary>Arranges counted cells as the rows and columns a client asked for.</summary>
internal static class Aggregation
{
    public static IReadOnlyList<SlotCell> ToSlots(IReadOnlyList<DateTimeOffset> edges, IReadOnlyList<SeriesCell> series)
    {
        var cells = new List<SlotCell>(series.Count);
        foreach (var cell in series)
        {
            var slot = SlotOf(edges, cell.Slot);
            cells.Add(new SlotCell(slot, cell.Dimensions, cell.Count, 0, cell.SumMicros));
        }

        return cells;
    }

    public static AggregateResult Of(AggregateQuery query, IReadOnlyList<DateTimeOffset> edges, IReadOnlyList<SlotCell> cells)
    {
        var slots = edges.Count - 1;
        var rows = new Dictionary<string, (IReadOnlyList<string> Dimensions, long[] Count, long[] Unique, long[] Sum)>(StringComparer.Ordinal);
        if (query.By is []) rows[""] = ([], new long[slots], new long[slots], new long[slots]);
        foreach (var cell in cells)
        {
            var key = string.Join('\u001f', cell.Dimensions);
            if (!rows.TryGetValue(key, out var row))
            {
                rows[key] = row = (Labels(query.By, cell.Dimensions), new long[slots], new long[slots], new long[slots]);
            }

            row.Count[cell.Slot] += cell.Count;
            row.Unique[cell.Slot] += cell.Unique;
            row.Sum[cell.Slot] += cell.SumMicros;
        }

        return new AggregateResult(
            [.. edges.Take(slots)],
            [
                .. rows.OrderBy(row => row.Key, StringComparer.Ordinal)
                    .Select(row => new AggregateRow(row.Value.Dimensions, row.Value.Count, query.Unique ? row.Value.Unique : [], row.Value.Sum)),
            ]);
    }

    private static int SlotOf(IReadOnlyList<DateTimeOffset> edges, DateTimeOffset instant)
    {
        int low = 0, high = edges.Count - 1;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (edges[middle] <= instant) low = middle;
            else high = middle;
        }

        return low;
    }

    private static string[] Labels(IReadOnlyList<EventDimension> by, IReadOnlyList<string> values) =>
        [.. by.Select((dimension, i) => dimension == EventDimension.FailureType && values[i].Length > 0 ? FailureLabel(values[i]) : values[i])];

    private static string FailureLabel(string number) => ((FailureType)byte.Parse(number, CultureInfo.InvariantCulture)).Label() ?? "";
}
