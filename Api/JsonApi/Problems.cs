using System.Diagnostics.CodeAnalysis;

namespace Sms;

/// <summary>Collects what is wrong with a body, so that a client hears of all of it at once.</summary>
internal sealed class Problems
{
    /// <summary>A batch of a thousand bad rows is described by its first ones.</summary>
    private const int Most = 50;

    private readonly List<ApiError> errors = [];

    /// <summary>What is wrong, in one line; null when nothing is. Pointers are said from <paramref name="place"/> on.</summary>
    public string? In(string place) => Any
        ? string.Join(" ", errors.Select(error => $"{(error.Source?.Pointer ?? place)[place.Length..].TrimStart('/')}: {error.Detail}"))
        : null;

    public bool Any => errors.Count > 0;

    public void Add(string pointer, string detail, string code = "invalid")
    {
        if (errors.Count < Most) errors.Add(ApiError.Of(400, code, "Invalid input.", detail, new ApiErrorSource { Pointer = pointer }));
    }

    /// <summary>Adds a problem when the value is missing.</summary>
    public bool Require([NotNullWhen(true)] object? value, string pointer)
    {
        if (value is null) Add(pointer, "This field is required.", "required");
        return value is not null;
    }

    public bool RequireText([NotNullWhen(true)] string? value, string pointer, int longest)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(pointer, "This field is required and may not be blank.", "required");
        else if (value.Length > longest) Add(pointer, $"At most {longest} characters.", "too_long");
        else return true;
        return false;
    }

    /// <summary>The list without its nulls, each of which is a problem.</summary>
    public IReadOnlyList<T> Whole<T>(IReadOnlyList<T?>? items, string pointer) where T : class
    {
        if (items is null) return [];
        for (var i = 0; i < items.Count; i++) Require(items[i], $"{pointer}/{i}");
        return [.. items.OfType<T>()];
    }

    /// <summary>The <c>type</c> of a resource: absent is forgiven, another one is not.</summary>
    public void CheckType(string? type, string expected, string pointer = "/data/type")
    {
        if (type is not null && type != expected) Add(pointer, $"'{expected}' was expected here.");
    }

    /// <summary>The <c>id</c> of a resource in the body of a request that names it in its path.</summary>
    public void CheckId(string? id, string expected)
    {
        if (id is not null && id != expected) Add("/data/id", "The id differs from the one in the path.");
    }

    public void ThrowIfAny()
    {
        if (Any) throw new RefusedException(400, errors);
    }
}
