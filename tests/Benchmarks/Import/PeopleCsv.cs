using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>A file as a shop exports it: valid American numbers of ten area codes in three spellings, each person once, in no order, with names
/// and an email address.</summary>
internal static class PeopleCsv
{
    private static readonly string[] AreaCodes = ["201", "202", "203", "205", "206", "207", "208", "209", "210", "212"];
    private static readonly string[] FirstNames = ["Ada", "Björn", "Chloé", "Dmitri", "Esther", "Fatima", "Grace", "Hugo"];

    /// <summary>Numbers in one area code begin behind 200-0000; what the area codes hold together is the most people a file can have.</summary>
    private const int First = 2_000_000, InOneAreaCode = 1_000_000;

    /// <summary>A prime: multiples of it, modulo all numbers, are all numbers in no order.</summary>
    private const long Stride = 7_368_787;

    public static void Write(string path, int people)
    {
        var all = InOneAreaCode * AreaCodes.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people, all);
        using var file = new StreamWriter(path);
        file.WriteLine("phone,first_name,last_name,email");
        for (var i = 0; i < people; i++)
        {
            var person = (int)(i * Stride % all);
            var area = AreaCodes[person % AreaCodes.Length];
            var number = First + person / AreaCodes.Length;
            var (exchange, line) = (number / 10_000, number % 10_000);
            var phone = (i % 3) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"+1{area}{exchange:000}{line:0000}"),
                1 => string.Create(CultureInfo.InvariantCulture, $"+1 {area} {exchange:000} {line:0000}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"+1 ({area}) {exchange:000}-{line:0000}"),
            };
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{phone},{FirstNames[i % FirstNames.Length]},Customer {person},customer{person}@example.com"));
        }
    }
}
