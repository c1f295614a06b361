using System.Text.RegularExpressions;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>docs/path-of-a-message.md says where each hop is; this holds it to that.</summary>
public sealed partial class PathOfAMessageTests
{
    private static readonly string[] Verbs = ["launch", "offer", "submit", "send", "callback", "record", "tally", "tally", "report"];

    [Fact]
    public void The_documented_path_is_the_path_in_the_code()
    {
        var folder = Path.Combine(Repository.Root, "docs");
        var hops = File.ReadLines(Path.Combine(folder, "path-of-a-message.md")).Select(line => Hop.Match(line)).Where(match => match.Success).ToList();
        Assert.Equal(Verbs, hops.Select(hop => hop.Groups["verb"].Value));
        Assert.Equal(Enumerable.Range(1, Verbs.Length), hops.Select(hop => int.Parse(hop.Groups["number"].Value, null)));
        Assert.All(hops, hop =>
        {
            var file = Path.GetFullPath(Path.Combine(folder, hop.Groups["file"].Value));
            // A part of a class is named after the class and itself.
            Assert.Equal(hop.Groups["type"].Value, Path.GetFileName(file).Split('.')[0]);
            var code = File.ReadAllText(file);
            Assert.Matches($@"\bclass {hop.Groups["type"].Value}\b", code);
            Assert.Matches($@"(?m)^    (public|private|internal) [^;=]*\b{hop.Groups["member"].Value}\(", code);
            Assert.Contains(hop.Groups["call"].Value, code, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Links_within_the_documents_lead_somewhere()
    {
        var broken = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "README.md"))
            .Where(File.Exists)
            .SelectMany(file => Link.Matches(File.ReadAllText(file)).Select(link => (file, target: link.Groups["target"].Value.Split('#')[0])))
            .Where(link => link.target.Length > 0 && !link.target.Contains("://", StringComparison.Ordinal) && !link.target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.file)!, link.target)))
            .Select(link => $"{Path.GetRelativePath(Repository.Root, link.file)}: {link.target}");
        Assert.Empty(broken);
    }

    [GeneratedRegex(@"^\| (?<number>\d) \| \*\*(?<verb>\w+)\*\* \| \[`(?<type>\w+)\.(?<member>\w+)`\]\((?<file>[^)]+)\) \| .+ \| `(?<call>[^`]+)` \|$")]
    private static partial Regex Hop { get; }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link { get; }
}
