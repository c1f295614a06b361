using System.Collections.Concurrent;
using System.Text.Json;

namespace Sms;

/// <summary>
/// The keywords that come with the product (<c>keywords.json</c>), by country: the carriers' words everywhere (CTIA's handbook, 47 CFR 64.1200(a)(10), Klaviyo's
/// French ones), those of a language in the countries that speak it. In a country nobody listed, an opt-out counts in every language.
/// </summary>
internal static class KeywordBook
{
    private static readonly KeywordsFile File = Load();
    private static readonly ConcurrentDictionary<string, KeywordSet> Sets = new(StringComparer.Ordinal);
    private static readonly KeywordSet Elsewhere = KeywordSet.Of(File.Everywhere, File.Languages, optOutsOnly: true);

    /// <param name="country">ISO 3166-1 alpha-2.</param>
    public static KeywordSet For(string country) => !File.Countries.TryGetValue(country, out var languages) ? Elsewhere
        : Sets.GetOrAdd(country, static (_, spoken) => KeywordSet.Of(File.Everywhere, spoken.Where(File.Languages.ContainsKey).ToDictionary(code => code, code => File.Languages[code])), languages);

    /// <summary>The country's languages, the commonest first; English where nobody listed any.</summary>
    public static IReadOnlyList<string> LanguagesOf(string country) => File.Countries.TryGetValue(country, out var languages) ? languages : ["en"];

    /// <summary>Whether the words are a keyword of the product somewhere, or hold an opt-out word.</summary>
    public static bool IsReserved(string phrase) =>
        File.Countries.Keys.Append("").Any(country => KeywordRules.Hear(phrase, country).Kind != HeardKind.Nothing);

    private static KeywordsFile Load()
    {
        using var stream = typeof(KeywordBook).Assembly.GetManifestResourceStream("Conversations/keywords.json")
            ?? throw new InvalidOperationException("keywords.json is not embedded");
        return JsonSerializer.Deserialize<KeywordsFile>(stream, Snake)!;
    }

    private static JsonSerializerOptions Snake => new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record KeywordsFile(KeywordList Everywhere, Dictionary<string, KeywordList> Languages, Dictionary<string, string[]> Countries);
}

/// <summary>One list of the file; a list leaves out what it has nothing for.</summary>
internal sealed record KeywordList
{
    /// <summary>Words that say no by themselves, wherever they stand.</summary>
    public IReadOnlyList<string> OptOut { get; init; } = [];
    /// <summary>Words and phrases that say no when they are the whole text.</summary>
    public IReadOnlyList<string> OptOutWhole { get; init; } = [];
    /// <summary>Of the opt-out words, those that take an object: "cancel my order?" asks for something else.</summary>
    public IReadOnlyList<string> ObjectVerbs { get; init; } = [];
    public IReadOnlyList<string> Help { get; init; } = [];
    public IReadOnlyList<string> OptIn { get; init; } = [];
    public IReadOnlyList<string> Yes { get; init; } = [];
    /// <summary>Turn an opt-out word behind them into something for a human.</summary>
    public IReadOnlyList<string> Negations { get; init; } = [];
    /// <summary>The same, for words of this list alone: "No. STOP" is no Spanish.</summary>
    public IReadOnlyList<string> OwnNegations { get; init; } = [];
    /// <summary>Around a keyword they change nothing.</summary>
    public IReadOnlyList<string> Polite { get; init; } = [];
}
