using Sms.Testing;

namespace Sms.Tests;

/// <param name="Label"><c>per-se</c>, <c>opt-out</c>, <c>ambiguous</c>, <c>none</c>, <c>help</c>, <c>opt-in</c> or <c>yes</c>: what its writer means; <c>trap</c>: none of it, though it reads like an opt-out.</param>
internal sealed record LabelledText(string Label, string Country, string Text)
{
    public bool MeansNo => Label is "per-se" or "opt-out";
}

/// <summary>Texts people send, each with what it means (<c>keywords.tsv</c>).</summary>
internal static class KeywordCorpus
{
    public static IReadOnlyList<LabelledText> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests/Grains.Tests/Conversations/keywords.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(parts => new LabelledText(parts[0], parts[1], parts[2].Replace("\\n", "\n", StringComparison.Ordinal))),
    ];
}
