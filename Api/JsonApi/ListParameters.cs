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

        return new ListRequest(
            shape.Filters.Read(filter), filter, sort, Includes.Read(Include, shape.Includes), ReadSize(shape, cursor), cursor?.Position);
    }

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
    public IReadOnlyCollection<string> Sorts { get; init; } = [];
    public IReadOnlyCollection<string> Includes { get; init; } = [];
}

/// <param name="Position">Where the page before ended; null on the first.</param>
internal sealed record ListRequest(
    IReadOnlyList<FilterCondition> Conditions, string? Filter, string? Sort, IReadOnlySet<string> Includes, int Size, string? Position)
{
    public string CursorTo(string position) => new Cursor(position, Filter, Sort, Size).Encode();
}
