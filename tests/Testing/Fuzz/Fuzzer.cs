using System.Diagnostics;
using System.Text;

namespace Sms.Testing;

/// <summary>
/// Throws broken variants of good input at a parser: bits flipped, pieces removed, repeated, swapped between samples, numbers and lengths driven to their
/// edges. What comes of a round follows from its number, so that a failure can be made again. A parser may refuse; it may neither fail in another way nor take longer than
/// a second.
/// </summary>
public static class Fuzzer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly byte[][] Edges = [.. new[]
    {
        "\0", "\r\n", "%", "%zz", "%00", "%u0041", "\"", "'", "\\", "&&&===", "{{", "}}", "{%", "%}", "((((((((((", "[[[[[[[[[[", "))))", ",", ";", "=", "-", "+", "\uFEFF", "\u202E", "\uD83D\uDC4D",
        "99999999999999999999", "-1", "1e999", "NaN", "0x7fffffff", "９９", "and(", "equals(", "any(a,[", "http://[", "//", "?", "#", "page[cursor]=",
    }.Select(Encoding.UTF8.GetBytes), [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFE, 0xFF], [0xF4, 0x90, 0x80, 0x80]];

    /// <summary>20,000 by default; <c>SMS_SOAK=1</c> makes it half a million.</summary>
    public static int Rounds { get; } = Environment.GetEnvironmentVariable("SMS_SOAK") == "1" ? 500_000 : 20_000;

    public static void Run(IReadOnlyList<string> samples, Action<string> parse, int? rounds = null) =>
        Run([.. samples.Select(Encoding.UTF8.GetBytes)], bytes => parse(Encoding.UTF8.GetString(bytes)), rounds);

    public static void Run(IReadOnlyList<byte[]> samples, Action<byte[]> parse, int? rounds = null)
    {
        for (var round = 0; round < (rounds ?? Rounds); round++)
        {
            var input = Make(samples, new Random(round));
            try
            {
                // A pause of the machine is not a hang: what was slow must be slow again.
                if (Took(parse, input) > Patience && Took(parse, input) > Patience)
                    throw new TimeoutException($"Longer than {Patience}");
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Round {round}, input {Convert.ToBase64String(input)}: {failure.Message}", failure);
            }
        }
    }

    private static TimeSpan Took(Action<byte[]> parse, byte[] input)
    {
        var clock = Stopwatch.GetTimestamp();
        parse(input);
        return Stopwatch.GetElapsedTime(clock);
    }

    private static byte[] Make(IReadOnlyList<byte[]> samples, Random dice)
    {
        var text = new List<byte>(samples[dice.Next(samples.Count)]);
        for (var changes = 1 + dice.Next(6); changes > 0; changes--)
        {
            var at = dice.Next(text.Count + 1);
            var length = Math.Min(dice.Next(1, 12), text.Count - at);
            switch (dice.Next(8))
            {
                case 0 when at < text.Count:
                    text[at] ^= (byte)(1 << dice.Next(8));
                    break;
                case 1:
                    text.RemoveRange(at, length);
                    break;
                case 2:
                    text.InsertRange(at, Edges[dice.Next(Edges.Length)]);
                    break;
                case 3:
                    text.InsertRange(at, text.GetRange(at, length));
                    break;
                case 4:
                    var other = samples[dice.Next(samples.Count)];
                    text.InsertRange(at, other[dice.Next(other.Length + 1)..]);
                    break;
                case 5 when dice.Next(50) == 0:
                    var piece = text.GetRange(at, length);
                    for (var copies = dice.Next(2_000); copies > 0 && text.Count < 60_000; copies--) text.InsertRange(at, piece);
                    break;
                case 6 when at < text.Count:
                    text[at] = (byte)dice.Next(256);
                    break;
                default:
                    text.RemoveRange(at, text.Count - at);
                    break;
            }
        }
        return [.. text];
    }
}
