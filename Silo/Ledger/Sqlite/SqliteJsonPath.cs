namespace Sms;

internal static class SqliteJsonPath
{
    /// <summary>A path as SQLite spells it: <c>$."properties"."Favourite colour"</c>. It has no way to escape a quote, so no name may have one.</summary>
    public static object Of(IReadOnlyList<string> field) => "$" + string.Concat(field.Select(name => $".\"{name}\""));
}
