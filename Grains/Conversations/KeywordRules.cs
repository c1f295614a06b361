namespace Sms;

/// <summary>
/// What a text says by its keywords. An opt-out is a text that is an opt-out word or phrase, or begins or ends with an opt-out word in at most six words without a
/// negation before it. Any other text with such a word is ambiguous: nobody is texted until a human has read it. "nonstop" and "restart" are other words.
/// Pure; never throws.
/// </summary>
internal static class KeywordRules
{
    private const int MostWords = 6;

    /// <summary>Words of the longest opt-out word: "darme de baja".</summary>
    private const int LongestOptOut = 3;

    /// <param name="country">The person's, ISO 3166-1 alpha-2: it says which languages count.</param>
    public static Heard Hear(string text, string country)
    {
        var words = KeywordText.Words(text);
        var phrase = string.Join(' ', words);
        if (words.Count == 0) return new Heard(HeardKind.Nothing, null, null, phrase);

        var keywords = KeywordBook.For(country);
        if (Whole(words, phrase, keywords) is { } whole) return whole with { Phrase = phrase };
        if (Find(words, keywords) is not { } found) return new Heard(HeardKind.Nothing, null, null, phrase);
        var asks = text.Contains('?', StringComparison.Ordinal) || text.Contains('\uFF1F', StringComparison.Ordinal);
        return new Heard(IsPlain(words, keywords, asks) ? HeardKind.OptOut : HeardKind.Ambiguous, found.Word, found.Language, phrase);
    }

    /// <summary>The text, or what is left of it without politeness, is a keyword.</summary>
    private static Heard? Whole(IReadOnlyList<string> words, string phrase, KeywordSet keywords)
    {
        if (keywords.Whole.TryGetValue(phrase, out var exact)) return new Heard(exact.Kind, phrase, exact.Language, phrase);
        var (from, to) = (0, words.Count);
        while (from < to && keywords.Polite.Contains(words[from])) from++;
        while (to > from && keywords.Polite.Contains(words[to - 1])) to--;
        if (from == to || to - from == words.Count) return null;
        var core = string.Join(' ', words.Skip(from).Take(to - from));
        return keywords.Whole.TryGetValue(core, out var kept) ? new Heard(kept.Kind, core, kept.Language, phrase) : null;
    }

    private static (string Word, string? Language)? Find(IReadOnlyList<string> words, KeywordSet keywords)
    {
        for (var i = 0; i < words.Count; i++)
            if (At(words, i, keywords) is { } found) return (found.Word, found.Language);
        return null;
    }

    private static bool IsPlain(IReadOnlyList<string> words, KeywordSet keywords, bool asks)
    {
        if (words.Count > MostWords) return false;
        if (At(words, 0, keywords) is { } first) return !(asks && words.Count > first.Length && keywords.ObjectVerbs.Contains(first.Word));
        for (var length = 1; length <= LongestOptOut && length <= words.Count; length++)
        {
            var at = words.Count - length;
            if (At(words, at, keywords) is { } last && last.Length == length) return !IsNegated(words, at, last.Language, keywords);
        }

        return false;
    }

    private static bool IsNegated(IReadOnlyList<string> words, int before, string? language, KeywordSet keywords)
    {
        var own = language is null ? null : keywords.OwnNegations.GetValueOrDefault(language);
        for (var i = 0; i < before; i++)
            if (keywords.Negations.Contains(words[i]) || own?.Contains(words[i]) == true) return true;
        return false;
    }

    /// <summary>The opt-out word that begins at this place, the longest.</summary>
    private static (string Word, string? Language, int Length)? At(IReadOnlyList<string> words, int place, KeywordSet keywords)
    {
        for (var length = Math.Min(LongestOptOut, words.Count - place); length > 0; length--)
        {
            var word = length == 1 ? words[place] : string.Join(' ', words.Skip(place).Take(length));
            if (keywords.OptOut.TryGetValue(word, out var language)) return (word, language, length);
        }

        return null;
    }
}
