using System.Globalization;

namespace Sms.Benchmarks;

/// <summary>A file as a shop exports it: valid American numbers of ten area codes in three spellings, each person once, with names and an email address.</summary>
internal static class PeopleCsv
{
    private static readonly string[] AreaCodes = ["201", "202", "203", "205", "206", "207", "208", "209", "210", "212"];
    private static readonly string[] FirstNames = ["Ada", "Björn", "Chloé", "Dmitri", "Esther", "Fatima", "Grace", "Hugo"];

    /// <summary>Numbers in one area code begin behind 200-0000; what the area codes hold together is the most people a file can have.</summary>
    private const int First = 2_000_000, InOneAreaCode = 7_000_000;

    public static void Write(string path, int people)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people, InOneAreaCode / 2);
        using var file = new StreamWriter(path);
        file.WriteLine("phone,first_name,last_name,email");
        for (var i = 0; i < people; i++)
        {
            var area = AreaCodes[i % AreaCodes.Length];
            var number = First + i / AreaCodes.Length;
            var (exchange, line) = (number / 10_000, number % 10_000);
            var phone = (i % 3) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"+1{area}{exchange:000}{line:0000}"),
                1 => string.Create(CultureInfo.InvariantCulture, $"+1 {area} {exchange:000} {line:0000}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"+1 ({area}) {exchange:000}-{line:0000}"),
            };
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{phone},{FirstNames[i % FirstNames.Length]},Customer {i},customer{i}@example.com"));
        }
    }
}
