using System.Globalization;
using System.Text;

namespace Sms.EndToEnd;

/// <summary>
/// A file of people as shops really keep them: mobiles of eight countries in a dozen spellings, the same person more than once in other
/// spellings, and rows that cannot be texted. Numbers outside North America are made up within each country's mobile ranges.
/// </summary>
internal sealed class PeopleCsv
{
    private readonly StringBuilder text = new("Name,Mobile,City\n");

    public static PeopleCsv Make(int rows)
    {
        var file = new PeopleCsv();
        for (var i = 0; file.Rows < rows; i++)
        {
            var (code, national) = Mobile(i);
            file.Add(Spell(code, national, i), $"+{code}{string.Concat(national)}");
            // Every ninth person is in the file again, written another way; every twentieth row cannot be texted.
            if (i % 9 == 0 && file.Rows < rows) file.Add(Spell(code, national, i + 5), $"+{code}{string.Concat(national)}");
            if (i % 20 == 7 && file.Rows < rows) file.Add(Wrong[i / 20 % Wrong.Length], null);
        }
        return file;
    }

    public int Rows { get; private set; }

    /// <summary>The people, E.164, each once.</summary>
    public HashSet<string> People { get; } = [];

    /// <summary>Lines of the file (the heading is line 1) that cannot be texted.</summary>
    public List<int> Refused { get; } = [];

    /// <summary>Lines that name a person again.</summary>
    public HashSet<int> Repeated { get; } = [];

    public string Text => text.ToString();

    private static readonly string[] Wrong =
    [
        "", "n/a", "12345", "+1 000 555 0123", "+44 20 7946 0958", "+49 30 901820", "+33 1 42 68 53 00", "+999 123 456 789", "+1 (212) 555-01", "call me maybe",
        "+44 7700 900 12345678901", "+61 2 9374 4000", "0049 89 1234567", "+34 900 123 456 789 0",
    ];

    private static (string Code, string[] National) Mobile(int i)
    {
        var n = (i / 8) + 1;
        string Tail(int digits, int from = 0) => (from + (n * 7)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        return (i % 8) switch
        {
            0 => ("1", [Areas[n % Areas.Length], "555", Tail(4, 1000)]),
            1 => ("44", ["7400", Tail(6, 100_000)]),
            2 => ("49", ["151", Tail(8, 10_000_000)]),
            3 => ("33", ["6", "12", Tail(6, 300_000)]),
            4 => ("61", ["412", Tail(6, 200_000)]),
            5 => ("34", ["612", Tail(6, 400_000)]),
            6 => ("91", ["98765", Tail(5, 10_000)]),
            _ => ("52", ["55", "1234", Tail(4, 1000)]),
        };
    }

    private static readonly string[] Areas = ["212", "305", "415", "503", "617", "702", "808", "312", "206", "404"];

    private static string Spell(string code, string[] national, int style) => (style % 12) switch
    {
        0 => $"+{code}{string.Concat(national)}",
        1 => $"+{code} {string.Join(' ', national)}",
        2 => $"+{code}.{string.Join('.', national)}",
        3 => $"+{code}-{string.Join('-', national)}",
        4 => $"+{code} ({national[0]}) {string.Join(' ', national[1..])}",
        5 => $"00{code} {string.Join(' ', national)}",
        6 => FullWidth($"+{code}{string.Concat(national)}"),
        7 => $"  +{code} {string.Join(" - ", national)} ",
        8 => $"+{code}\u00A0{string.Join('\u00A0', national)}",
        9 => $"(+{code}) {string.Join('/', national)}",
        10 => $"00{code}{string.Concat(national)}",
        _ => $"tel:+{code}{string.Concat(national)}",
    };

    private static string FullWidth(string ascii) => string.Concat(ascii.Select(c => (char)(c - '!' + '\uFF01')));

    private void Add(string phone, string? e164)
    {
        Rows++;
        text.Append(CultureInfo.InvariantCulture, $"\"Person {Rows}\",\"{phone}\",Łódź\n");
        if (e164 is null) Refused.Add(Rows + 1);
        else if (!People.Add(e164)) Repeated.Add(Rows + 1);
    }
}
