using Microsoft.AspNetCore.Mvc;

namespace Sms;

/// <summary>What every list endpoint takes in its query.</summary>
internal sealed record ListParameters(
    [FromQuery(Name = "filter")] string? Filter, [FromQuery(Name = "sort")] string? Sort, [FromQuery(Name = "include")] string? Include,
    [FromQuery(Name = "page[size]")] string? PageSize, [FromQuery(Name = "page[cursor]")] string? PageCursor)
{
    /// <exception cref="RefusedException">400 that names the parameter.</exception>
    public ListRequest Read(ListShape shape)
    {
        Cursor? cursor = null;
        if (!string.IsNullOrEmpty(PageCursor) && !Cursor.TryRead(PageCursor, out cursor))
            throw RefusedException.Parameter("page[cursor]", "This is not a cursor of ours. Send what 'links.next' carries, or the whole link.");

        var filter = string.IsNullOrEmpty(Filter) ? cursor?.Filter : Filter;
        var sort = string.IsNullOrEmpty(Sort) ? cursor?.Sort : Sort;
        if (sort is not null && !shape.Sorts.Contains(sort.TrimStart('-')))
            throw RefusedException.Parameter("sort", $"Cannot be sorted by '{sort}'. {OneOf(shape.Sorts)}");

        var conditions = shape.Filters.Read(filter);
        if (!shape.Intersects && conditions.GroupBy(Bound).FirstOrDefault(same => same.Count() > 1) is { Key.Field: var twice })
            throw RefusedException.Parameter("filter", $"'{twice}' can have one condition here, or one bound below and one above.");
        return new ListRequest(
            conditions, filter, sort, Includes.Read(Include, shape.Includes), ReadSize(shape, cursor), cursor?.Position);
    }

    /// <summary>A field can be bounded from below and from above, and be compared otherwise once.</summary>
    private static (string Field, string Kind) Bound(FilterCondition condition) => (condition.Field, condition.Operator switch
    {
        FilterCondition.Greater or FilterCondition.GreaterOrEqual => FilterCondition.Greater,
        FilterCondition.Less or FilterCondition.LessOrEqual => FilterCondition.Less,
        _ => FilterCondition.Equal,
    });

    private int ReadSize(ListShape shape, Cursor? cursor)
    {
        if (string.IsNullOrEmpty(PageSize)) return Math.Clamp(cursor?.Size ?? shape.DefaultSize, 1, shape.MaxSize);
        return int.TryParse(PageSize, out var size) && size >= 1 && size <= shape.MaxSize
            ? size
            : throw RefusedException.Parameter("page[size]", $"An integer from 1 to {shape.MaxSize} was expected.");
    }

    private static string OneOf(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? "This list has one order." : $"One of: {string.Join(", ", names.Select(name => $"{name}, -{name}"))}.";
}

/// <summary>What a list endpoint allows.</summary>
internal sealed record ListShape
{
    public required int DefaultSize { get; init; }
    public required int MaxSize { get; init; }
    public FilterRules Filters { get; init; } = new();
    /// <summary>Any number of conditions on one field can hold together; else one of a kind.</summary>
    public bool Intersects { get; init; }
    public IReadOnlyCollection<string> Sorts { get; init; } = [];
    public IReadOnlyCollection<string> Includes { get; init; } = [];
}

/// <param name="Position">Where the page before ended; null on the first.</param>
internal sealed record ListRequest(
    IReadOnlyList<FilterCondition> Conditions, string? Filter, string? Sort, IReadOnlySet<string> Includes, int Size, string? Position)
{
    public string CursorTo(string position) => new Cursor(position, Filter, Sort, Size).Encode();
}
