using System.Collections.Frozen;

namespace Sms;

/// <summary>The keywords that count in one country.</summary>
internal sealed record KeywordSet
{
    /// <summary>Opt-out words of one to three words, with the language of their list.</summary>
    public required FrozenDictionary<string, string?> OptOut { get; init; }
    public required FrozenSet<string> ObjectVerbs { get; init; }
    /// <summary>What a whole text may be.</summary>
    public required FrozenDictionary<string, (HeardKind Kind, string? Language)> Whole { get; init; }
    public required FrozenSet<string> Negations { get; init; }
    /// <summary>By language, for that language's own words.</summary>
    public required FrozenDictionary<string, FrozenSet<string>> OwnNegations { get; init; }
    public required FrozenSet<string> Polite { get; init; }

    /// <param name="optOutsOnly">A country nobody listed: of the languages, only their opt-outs count, and only as a whole text.</param>
    public static KeywordSet Of(KeywordList everywhere, IReadOnlyDictionary<string, KeywordList> languages, bool optOutsOnly = false)
    {
        (string? Language, KeywordList List)[] lists = [(null, everywhere), .. languages.Select(pair => ((string?)pair.Key, pair.Value))];
        var optOut = new Dictionary<string, string?>(StringComparer.Ordinal);
        var whole = new Dictionary<string, (HeardKind, string?)>(StringComparer.Ordinal);
        foreach (var (language, list) in lists)
        {
            var lean = optOutsOnly && language is not null;
            if (!lean) foreach (var word in list.OptOut) optOut.TryAdd(KeywordText.Phrase(word), language);
            foreach (var word in list.OptOut.Concat(list.OptOutWhole)) whole.TryAdd(KeywordText.Phrase(word), (HeardKind.OptOut, language));
            if (lean) continue;
            foreach (var word in list.Help) whole.TryAdd(KeywordText.Phrase(word), (HeardKind.Help, language));
            foreach (var word in list.OptIn) whole.TryAdd(KeywordText.Phrase(word), (HeardKind.OptIn, language));
            foreach (var word in list.Yes) whole.TryAdd(KeywordText.Phrase(word), (HeardKind.Yes, language));
        }

        return new KeywordSet
        {
            OptOut = optOut.ToFrozenDictionary(StringComparer.Ordinal),
            ObjectVerbs = Words(lists.SelectMany(one => one.List.ObjectVerbs)),
            Whole = whole.ToFrozenDictionary(StringComparer.Ordinal),
            Negations = Words(lists.SelectMany(one => one.List.Negations)),
            OwnNegations = languages.ToFrozenDictionary(pair => pair.Key, pair => Words(pair.Value.OwnNegations), StringComparer.Ordinal),
            Polite = Words(lists.SelectMany(one => one.List.Polite)),
        };
    }

    private static FrozenSet<string> Words(IEnumerable<string> words) => words.Select(KeywordText.Phrase).ToFrozenSet(StringComparer.Ordinal);
}
