using System.Collections.Concurrent;
using System.Text;

namespace Sms;

/// <summary>
/// Statements by the path of their file. A line that ends in <c>--when: name</c> stands only if the caller names it: the two databases plan
/// a condition that is not there better than one that is switched off by a parameter. A line <c>--include: name</c> stands for the file of that name beside it.
/// </summary>
internal static class Sql
{
    private const string Mark = "--when: ";
    private const string Include = "--include: ";
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    public static string Read(string path) => Texts.GetOrAdd(path, Load);

    public static string Read(string path, IEnumerable<string> when)
    {
        var wanted = when.ToHashSet(StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var line in Read(path).AsSpan().EnumerateLines())
        {
            var mark = line.IndexOf(Mark, StringComparison.Ordinal);
            if (mark < 0) text.Append(line).Append('\n');
            else if (wanted.Contains(line[(mark + Mark.Length)..].ToString())) text.Append(line[..mark]).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Files below a folder, in order of their names.</summary>
    public static IReadOnlyList<string> List(string folder) =>
        [.. typeof(Sql).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Load(string path)
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream(path) ?? throw new FileNotFoundException($"No statement {path} is embedded");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n');
        var folder = path[..(path.LastIndexOf('/') + 1)];
        return string.Join('\n', lines.Select(line => line.StartsWith(Include, StringComparison.Ordinal) ? Read(folder + line[Include.Length..].TrimEnd()) : line));
    }
}
