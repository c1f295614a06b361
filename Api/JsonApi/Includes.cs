namespace Sms;

/// <summary><c>include=profile,metric</c>.</summary>
internal static class Includes
{
    public static IReadOnlySet<string> Read(string? include, IReadOnlyCollection<string> allowed)
    {
        var names = (include ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names)
            if (!allowed.Contains(name))
                throw RefusedException.Parameter("include", $"'{name}' cannot be included. {(allowed.Count == 0 ? "Nothing can." : "Possible: " + string.Join(", ", allowed) + ".")}");
        return names;
    }
}
