using System.Globalization;

namespace Sms;

/// <summary>
/// Filters, orders and pages what a grain holds whole: campaigns, lists, metrics, jobs – dozens to thousands, never people or messages.
/// </summary>
internal sealed class ShortList<T>(Func<T, string> id, int defaultSize, int maxSize, params string[] includes)
{
    private readonly Dictionary<string, Func<T, object?>> fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<T, object?>> sorts = new(StringComparer.Ordinal);
    private readonly FilterRules rules = new();

    public ListShape Shape => new() { DefaultSize = defaultSize, MaxSize = maxSize, Filters = rules, Sorts = sorts.Keys, Includes = includes, Intersects = true };

    /// <summary>A field to filter by: a text, a bool or a point in time.</summary>
    public ShortList<T> Filter(string name, Func<T, object?> read, params string[] operators)
    {
        fields.Add(name, read);
        rules.Add(name, operators);
        return this;
    }

    public ShortList<T> Sort(string name, Func<T, object?> read)
    {
        sorts.Add(name, read);
        return this;
    }

    /// <summary>The page, and the cursor of the next one.</summary>
    public (IReadOnlyList<T> Page, string? Next) Read(IReadOnlyList<T> all, ListRequest request)
    {
        var kept = all.Where(item => request.Conditions.All(condition => Holds(item, condition)));
        if (request.Sort is { } sort)
        {
            var by = sorts[sort.TrimStart('-')];
            kept = sort[0] == '-' ? kept.OrderByDescending(by, Order).ThenByDescending(id, StringComparer.Ordinal) : kept.OrderBy(by, Order).ThenBy(id, StringComparer.Ordinal);
        }
        var items = kept.ToList();
        var start = request.Position is { } position ? After(items, position) : 0;
        var page = items.Skip(start).Take(request.Size).ToList();
        var end = start + page.Count;
        return (page, end < items.Count ? request.CursorTo(string.Create(CultureInfo.InvariantCulture, $"{id(page[^1])} {end}")) : null);
    }

    private static Comparer<object?> Order { get; } = Comparer<object?>.Create((left, right) => (left, right) switch
    {
        (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
        _ => Comparer<object?>.Default.Compare(left, right),
    });

    /// <summary>The page after the named item; after as many items as before when it is gone meanwhile.</summary>
    private int After(List<T> items, string position)
    {
        var blank = position.LastIndexOf(' ');
        if (blank < 0 || !int.TryParse(position.AsSpan(blank + 1), out var count))
            throw RefusedException.Parameter("page[cursor]", "This cursor belongs to another list.");
        var found = items.FindIndex(item => id(item) == position[..blank]);
        return found >= 0 ? found + 1 : Math.Clamp(count, 0, items.Count);
    }

    private bool Holds(T item, FilterCondition condition)
    {
        var value = fields[condition.Field](item);
        return condition.Operator switch
        {
            FilterCondition.Equal or FilterCondition.Any => condition.Values.Any(wanted => Same(value, wanted)),
            FilterCondition.Contains => value is string text && text.Contains(condition.Value, StringComparison.OrdinalIgnoreCase),
            var range => value is DateTimeOffset at && InRange(at, range, condition),
        };
    }

    private static bool Same(object? value, string wanted) => value switch
    {
        string text => text == wanted,
        bool truth => bool.TryParse(wanted, out var other) && truth == other,
        _ => false,
    };

    private static bool InRange(DateTimeOffset at, string range, FilterCondition condition)
    {
        if (!Instant.TryParse(condition.Value, out var bound))
            throw RefusedException.Parameter("filter", $"'{condition.Field}' is compared with a date and time in ISO 8601, not with '{condition.Value}'.");
        return range switch
        {
            FilterCondition.Greater => at > bound,
            FilterCondition.GreaterOrEqual => at >= bound,
            FilterCondition.Less => at < bound,
            _ => at <= bound,
        };
    }
}
