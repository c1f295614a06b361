namespace Sms;

/// <summary>What people can be searched by, as the grain's query has it.</summary>
internal static class ProfileFilters
{
    private static readonly FilterRules People = new()
    {
        { "id", FilterCondition.Equal, FilterCondition.Any }, { "email", FilterCondition.Equal, FilterCondition.Any },
        { "phone_number", FilterCondition.Equal, FilterCondition.Any }, { "external_id", FilterCondition.Equal, FilterCondition.Any },
        { "created", [.. FilterCondition.Ranges] }, { "updated", [.. FilterCondition.Ranges] },
    };

    private static readonly FilterRules Members = new()
    {
        { "email", FilterCondition.Equal, FilterCondition.Any }, { "phone_number", FilterCondition.Equal, FilterCondition.Any },
    };

    public static ListShape OfAll { get; } = new() { DefaultSize = 20, MaxSize = 100, Filters = People, Sorts = ["created", "updated", "id"] };
    public static ListShape OfList { get; } = new() { DefaultSize = 20, MaxSize = 100, Filters = Members };
    public static ListShape OfListIds { get; } = new() { DefaultSize = 20, MaxSize = 1_000, Filters = Members };

    public static ProfileQuery ToQuery(ListRequest list, ListId? of = null)
    {
        var query = new ProfileQuery { List = of, Cursor = list.Position, Size = list.Size, Sort = SortOf(list.Sort) };
        foreach (var condition in list.Conditions) query = Add(query, condition);
        return query;
    }

    private static ProfileQuery Add(ProfileQuery query, FilterCondition condition) => condition switch
    {
        { Field: "id" } => query with { Ids = [.. condition.Values.Select(IdOf)] },
        { Field: "email" } => query with { Emails = condition.Values },
        { Field: "phone_number" } => query with { Phones = condition.Values },
        { Field: "external_id" } => query with { ExternalIds = condition.Values },
        { Field: "created" } => Range(condition, out var at, out var after) && after ? query with { CreatedAfter = at } : query with { CreatedBefore = at },
        _ => Range(condition, out var at, out var after) && after ? query with { UpdatedAfter = at } : query with { UpdatedBefore = at },
    };

    private static SubscriberId IdOf(string text) =>
        SubscriberId.TryParse(text, out var id) ? id : throw RefusedException.Parameter("filter", $"'{text}' is not the id of a profile.");

    /// <summary>The grain's bounds are exclusive; a bound that includes lies a millisecond (the resolution of stored times) further out.</summary>
    private static bool Range(FilterCondition condition, out DateTimeOffset at, out bool after)
    {
        if (!Instant.TryParse(condition.Value, out at))
            throw RefusedException.Parameter("filter", $"'{condition.Field}' is compared with a date and time in ISO 8601, not with '{condition.Value}'.");
        after = condition.Operator is FilterCondition.Greater or FilterCondition.GreaterOrEqual;
        if (condition.Operator == FilterCondition.GreaterOrEqual) at = at.Plus(TimeSpan.FromMilliseconds(-1));
        if (condition.Operator == FilterCondition.LessOrEqual) at = at.Plus(TimeSpan.FromMilliseconds(1));
        return true;
    }

    private static ProfileSort SortOf(string? sort) => sort switch
    {
        "created" => ProfileSort.Created,
        "updated" => ProfileSort.Updated,
        "-updated" => ProfileSort.UpdatedDescending,
        "id" => ProfileSort.Id,
        "-id" => ProfileSort.IdDescending,
        _ => ProfileSort.CreatedDescending,
    };
}
