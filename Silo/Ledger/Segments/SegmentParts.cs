using System.Text;

namespace Sms;

/// <summary>
/// The parts of a file of statements: each begins with a line <c>-- name: …</c>. Words in braces are filled in by <see cref="SegmentSql"/>; values never are,
/// they are parameters. Lines that end in <c>--when: …</c> stand only if they are asked for.
/// </summary>
/// <param name="path">How the database spells a path into a JSON document as a parameter.</param>
internal sealed class SegmentParts(string file, Func<IReadOnlyList<string>, object> path)
{
    private const string Name = "-- name: ";
    private const string When = " --when: ";
    private readonly Lazy<Dictionary<string, string>> parts = new(() => Split(Sql.Read(file)));

    public object JsonPath(IReadOnlyList<string> field) => path(field);

    public string Read(string name, params ReadOnlySpan<string> when)
    {
        var text = new StringBuilder();
        foreach (var line in parts.Value[name].Split('\n'))
        {
            var mark = line.IndexOf(When, StringComparison.Ordinal);
            if (mark < 0) text.Append(line).Append('\n');
            else if (when.Contains(line[(mark + When.Length)..])) text.Append(line.AsSpan(0, mark)).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static Dictionary<string, string> Split(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in ("\n" + text).Split('\n' + Name).Skip(1))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            found.Add(part[..end].Trim(), part[(end + 1)..].Trim('\n'));
        }

        return found;
    }
}
