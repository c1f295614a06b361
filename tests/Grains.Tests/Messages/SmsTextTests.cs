using CsCheck;

namespace Sms;

public sealed class SmsTextTests
{
    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_text_takes_as_many_parts_as_the_standard_says(string what, string text, string encoding, int segments)
    {
        var size = SmsText.Measure(text);
        Assert.Equal((what, encoding, segments), (what, size.Encoding.ToString(), size.Segments));
    }

    public static TheoryData<string, string, string, int> Vectors()
    {
        var data = new TheoryData<string, string, string, int>();
        void Gsm(string what, string text, int segments) => data.Add(what, text, nameof(SmsEncoding.Gsm7), segments);
        void Ucs2(string what, string text, int segments) => data.Add(what, text, nameof(SmsEncoding.Ucs2), segments);

        foreach (var (count, parts) in new[] { (1, 1), (160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4), (1530, 10), (1531, 11) })
            Gsm($"{count} letters", Repeat("a", count), parts);
        foreach (var (count, parts) in new[] { (1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4), (670, 10), (671, 11) })
            Ucs2($"{count} Cyrillic letters", Repeat("Ж", count), parts);
        foreach (var (count, parts) in new[] { (35, 1), (36, 2), (66, 2), (67, 3), (99, 3), (100, 4) })
            Ucs2($"{count} emoji: 33 fit a part", Repeat("👍", count), parts);
        foreach (var extended in "^{}\\[~]|€\f")
        {
            Gsm($"158 letters and U+{(int)extended:X4}", Repeat("a", 158) + extended, 1);
            Gsm($"159 letters and U+{(int)extended:X4}", Repeat("a", 159) + extended, 2);
            Gsm($"U+{(int)extended:X4} at the edge, room behind it", Repeat("a", 152) + extended + Repeat("a", 151), 2);
            Gsm($"U+{(int)extended:X4} at the edge, no room behind it", Repeat("a", 152) + extended + Repeat("a", 152), 3);
            Gsm($"80 of U+{(int)extended:X4}", Repeat(extended.ToString(), 80), 1);
            Gsm($"81 of U+{(int)extended:X4}", Repeat(extended.ToString(), 81), 2);
            Gsm($"152 of U+{(int)extended:X4}: 76 fit a part", Repeat(extended.ToString(), 152), 2);
            Gsm($"153 of U+{(int)extended:X4}", Repeat(extended.ToString(), 153), 3);
        }
        Ucs2("a pair at the edge, room behind it", Repeat("Ж", 66) + "👍" + Repeat("Ж", 65), 2);
        Ucs2("a pair at the edge, no room behind it", Repeat("Ж", 66) + "👍" + Repeat("Ж", 66), 3);
        foreach (var (what, text) in new[]
            { ("a curly apostrophe", "It’s"), ("a backtick", "`"), ("a tab", "\t"), ("a no-break space", "\u00A0"), ("a small c with cedilla", "ç"), ("e and a combining accent", "e\u0301") })
            Ucs2(what, text, 1);
        Gsm("a capital C with cedilla", "Ç", 1);
        Gsm("a line end", "\r\n", 1);
        Gsm("nothing", "", 0);
        return data;
    }

    [Fact]
    public void Every_single_character_of_the_alphabet_stays_in_it_and_its_neighbours_do_not()
    {
        const string alphabet = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€";
        Assert.Equal(127 + 10, alphabet.Length);
        for (var code = 0; code <= char.MaxValue; code++)
            Assert.Equal(alphabet.Contains((char)code), SmsText.Measure([(char)code]).Encoding == SmsEncoding.Gsm7);
    }

    [Fact]
    public void A_longer_text_never_takes_fewer_parts() =>
        Gen.Select(SmsTexts.Any, SmsTexts.Any).Sample((head, tail) => SmsText.Measure(head).Segments <= SmsText.Measure(head + tail).Segments);

    [Fact]
    public void Parts_hold_the_text_and_are_not_more_than_what_torn_characters_cost() => SmsTexts.Any.Sample(text =>
    {
        var size = SmsText.Measure(text);
        var (single, part) = size.Encoding == SmsEncoding.Gsm7 ? (160, 153) : (70, 67);
        if (size.Units <= single)
            return size.Segments == (size.Units == 0 ? 0 : 1);
        // A part loses at most one unit to a pair that would not fit.
        return size.Segments >= (size.Units + part - 1) / part && size.Segments <= (size.Units + part - 2) / (part - 1);
    });

    [Fact]
    public void Counting_allocates_nothing()
    {
        var text = Repeat("a€", 400);
        const int calls = 10_000;
        SmsText.Measure(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++)
            SmsText.Measure(text);
        // The smallest object has 24 bytes. A few hundred once are the runtime's, which compiles the loop anew while it runs.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, calls - 1);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
