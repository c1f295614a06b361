using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace Sms.Tests;

public sealed class KeywordRulesTests
{
    private static readonly string[] PerSe = ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "opt out", "optout", "arret"];

    private static HeardKind Hear(string text, string country = "US") => KeywordRules.Hear(text, country).Kind;

    [Fact]
    public void The_corpus_is_large_and_no_opt_out_with_a_per_se_word_is_missed()
    {
        Assert.True(KeywordCorpus.All.Count >= 300);
        var missed = KeywordCorpus.All.Where(text => text.Label == "per-se" && Hear(text.Text, text.Country) != HeardKind.OptOut).ToList();
        Assert.Empty(missed);
    }

    [Fact]
    public void Precision_and_recall_of_opt_outs_over_the_corpus()
    {
        var (hits, misses, alarms) = (0, new List<string>(), new List<string>());
        foreach (var text in KeywordCorpus.All)
        {
            var said = Hear(text.Text, text.Country) == HeardKind.OptOut;
            if (said && text.MeansNo) hits++;
            else if (said) alarms.Add($"{text.Country} {text.Text}");
            else if (text.MeansNo) misses.Add($"{text.Country} {text.Text}");
        }

        var (precision, recall) = ((double)hits / (hits + alarms.Count), (double)hits / (hits + misses.Count));
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"B5 keywords: {KeywordCorpus.All.Count} texts, {hits + misses.Count} opt-outs; precision {precision:0.0000}, recall {recall:0.0000}; taken for one: {alarms.Count}, missed: {misses.Count}, of these per se 0");
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("SMS_FIGURES") is { Length: > 0 } file) File.AppendAllText(file, line + "\n");
        Assert.Empty(misses);
        Assert.True(precision >= 0.97, string.Join('\n', alarms));
        Assert.All(alarms, alarm => Assert.Contains(KeywordCorpus.All, text => text.Label == "trap" && $"{text.Country} {text.Text}" == alarm));
    }

    [Fact]
    public void What_is_neither_yes_nor_no_goes_to_a_human_and_what_has_no_opt_out_word_does_not()
    {
        Assert.Empty(KeywordCorpus.All.Where(text => text.Label == "ambiguous" && Hear(text.Text, text.Country) != HeardKind.Ambiguous).Select(text => text.Text));
        Assert.Empty(KeywordCorpus.All.Where(text => text.Label == "none" && Hear(text.Text, text.Country) != HeardKind.Nothing).Select(text => text.Text));
    }

    [Fact]
    public void Help_opt_in_and_yes_are_whole_texts()
    {
        Assert.Empty(KeywordCorpus.All.Where(text => text.Label == "help" && Hear(text.Text, text.Country) != HeardKind.Help).Select(text => text.Text));
        Assert.Empty(KeywordCorpus.All.Where(text => text.Label == "opt-in" && Hear(text.Text, text.Country) != HeardKind.OptIn).Select(text => text.Text));
        Assert.Empty(KeywordCorpus.All.Where(text => text.Label == "yes" && Hear(text.Text, text.Country) != HeardKind.Yes).Select(text => text.Text));
    }

    [Fact]
    public void A_language_counts_where_it_is_spoken()
    {
        Assert.Equal(HeardKind.OptOut, Hear("abmelden", "DE"));
        Assert.Equal(HeardKind.Nothing, Hear("abmelden", "US"));
        Assert.Equal("fr", KeywordRules.Hear("désabonner", "CA").Language);
        Assert.Null(KeywordRules.Hear("STOP", "CA").Language);
        // A country nobody listed: an opt-out counts in any language, a yes in none but the everyday ones.
        Assert.Equal(HeardKind.OptOut, Hear("abmelden", "AR"));
        Assert.Equal(HeardKind.Nothing, Hear("ja", "AR"));
    }

    [Fact]
    public void More_than_six_words_or_a_negation_before_it_are_for_a_human()
    {
        Assert.Equal(HeardKind.OptOut, Hear("stop one two three four five"));
        Assert.Equal(HeardKind.Ambiguous, Hear("stop one two three four five six"));
        Assert.Equal(HeardKind.OptOut, Hear("one two three four five stop"));
        Assert.Equal(HeardKind.Ambiguous, Hear("one two three four five six stop"));
        Assert.Equal(HeardKind.Ambiguous, Hear("one stop two"));
        Assert.Equal(HeardKind.OptOut, Hear("stop, don't wait"));
    }

    [Fact]
    public void Any_case_blanks_punctuation_and_emoji_around_a_per_se_word_leave_it_an_opt_out()
    {
        var dress = Gen.OneOf("", " ", "  ", "\n", "\t", ".", "!", "!!!", "…", "\"", "'", "(", ")", "😡", "👎🏽", "❤️", "\u200b", "\ufeff", "👨‍👩‍👧");
        Gen.Select(Gen.OneOf(PerSe), Gen.Bool.Array[12], dress, dress, dress).Sample((word, upper, a, b, c) =>
        {
            var typed = string.Concat(word.Select((letter, i) => upper[i % upper.Length] ? char.ToUpperInvariant(letter) : letter));
            return Hear(a + b + typed + c) == HeardKind.OptOut;
        });
    }

    [Fact]
    public void A_per_se_word_between_letters_is_another_word() =>
        Gen.Select(Gen.OneOf("stop", "unsubscribe", "cancel", "quit", "revoke"), Gen.Char['b', 'd'], Gen.Char['b', 'd'])
            .Sample((word, before, after) => Hear($"{before}{word}{after}") == HeardKind.Nothing);

    [Fact]
    public void A_text_with_a_per_se_word_is_never_nothing()
    {
        var word = Gen.OneOf([.. PerSe, "the", "bus", "not", "please", "order", "5", "don't", "and"]);
        word.Array[1, 12].Sample(words =>
        {
            var kind = Hear(string.Join(' ', words));
            return !words.Any(one => PerSe.Contains(one)) || kind is HeardKind.OptOut or HeardKind.Ambiguous;
        });
    }

    [Fact]
    public void Any_text_whatever_is_read_without_an_exception() =>
        Gen.Select(Gen.Char.Array[0, 400], Gen.OneOf("US", "FR", "AR", "", "??")).Sample((chars, country) =>
        {
            var heard = KeywordRules.Hear(new string(chars), country);
            return heard.Kind == HeardKind.Nothing || heard.Word is { Length: > 0 };
        }, iter: 20_000);

    [Fact]
    public void Hostile_texts_take_no_longer_than_their_length()
    {
        string[] hostile =
        [
            new('\u0300', 60_000), string.Concat(Enumerable.Repeat("\uFDFA", 60_000)), string.Concat(Enumerable.Repeat("s ", 60_000)), new('s', 60_000),
            string.Concat(Enumerable.Repeat("stop ", 20_000)), string.Concat(Enumerable.Repeat("not stop all ", 10_000)), new('\uD800', 60_000),
            string.Concat(Enumerable.Repeat("👨‍👩‍👧", 10_000)),
        ];
        foreach (var text in hostile) KeywordRules.Hear(text, "US");
        var clock = Stopwatch.StartNew();
        foreach (var text in hostile) KeywordRules.Hear(text, "US");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"{clock.Elapsed}");
    }
}
