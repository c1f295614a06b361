using System.Globalization;
using System.Text;

namespace Sms;

/// <summary>
/// The words of a text as keywords are compared: compatibility forms folded (NFKC), lower case, without accents, apostrophes and invisible characters; whatever is
/// neither letter nor digit parts words. Takes any text, also one that is no Unicode, in a time that grows with its length.
/// </summary>
internal static class KeywordText
{
    /// <summary>Longer than any text a provider hands over; of what comes beyond it nothing is read.</summary>
    private const int Longest = 2_000;

    /// <summary>Spelled out ("S T O P") from so many letters on.</summary>
    private const int Spelled = 4;

    private const string StopSign = "\U0001F6D1";

    public static IReadOnlyList<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Folded(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.EnclosingMark) continue;
            if (rune.Value is '\'' or '\u2019' or '\u2018' or '`' or '\u00B4' or '\u02BC')
            {
                // French elides: "l'arrêt" is two words, "don't" is one.
                if (word.Length == 1) Close(word, words);
                continue;
            }
            if (Rune.IsLetterOrDigit(rune)) word.Append(rune.ToString());
            else Close(word, words);
        }

        Close(word, words);
        return Joined(words);
    }

    /// <summary>The words with one blank between them.</summary>
    public static string Phrase(string text) => string.Join(' ', Words(text));

    private static string Folded(string text)
    {
        if (text.Length > Longest) text = text[..Longest];
        // Half a surrogate pair cannot be normalised; runes replace it.
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune.ToString());
        whole.Replace(StopSign, " stop ");
        return whole.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormD);
    }

    private static void Close(StringBuilder word, List<string> words)
    {
        if (word.Length == 0) return;
        words.Add(Calmed(word.ToString()));
        word.Clear();
    }

    /// <summary>"stoooop" says "stop": three or more of a letter count as one.</summary>
    private static string Calmed(string word)
    {
        var calm = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            var end = i + 1;
            while (end < word.Length && word[end] == word[i]) end++;
            calm.Append(word[i], end - i >= 3 && char.IsLetter(word[i]) ? 1 : end - i);
            i = end;
        }

        return calm.ToString();
    }

    private static List<string> Joined(List<string> words)
    {
        var joined = new List<string>(words.Count);
        for (var i = 0; i < words.Count;)
        {
            var end = i;
            while (end < words.Count && words[end].Length == 1 && char.IsLetter(words[end][0])) end++;
            if (end - i >= Spelled)
            {
                joined.Add(string.Concat(words.Skip(i).Take(end - i)));
                i = end;
            }
            else joined.Add(words[i++]);
        }

        return joined;
    }
}
