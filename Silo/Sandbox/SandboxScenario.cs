using System.Globalization;

namespace Sms;

internal enum SandboxTwist
{
    /// <summary>By the rates.</summary>
    None,
    Delivered, Silent, Mute, Lost, Duplicated, Reordered, Early, Slow, Retracted, Read, UnknownStatus, Failed,
    Refused, Throttled, ErrorUnsent, ErrorSent, HangUnsent, HangSent, ResetUnsent, ResetSent, Garbled,
}

/// <summary>
/// What happens to one number whatever the rates say. Numbers +1500555xxxx belong to nobody and have a scenario each:
/// <code>
/// 0001 refused 21211     1000 delivered, no faults               2000 429 twice, then accepted
/// 0002 refused 21612     1001 silent: sent, never a last word    2001 500, not sent
/// 0003 refused 21408     1002 mute: no callback at all           2002 500, sent
/// 0004 refused 21610     1003 lost: only a look-up tells         2003 no answer, not sent
/// 0009 refused 21614     1004 every callback three times         2004 no answer, sent
///                        1005 last word before 'sent'            2005 connection cut, not sent
/// 3nnn undelivered       1006 callbacks before the answer        2006 connection cut, sent
///      with 30nnn        1007 last word after 30 s               2007 201 with an unreadable body, sent
///                        1008 undelivered, then delivered
///                        1009 delivered, then read
///                        1010 a status word nobody knows, then delivered
/// </code>
/// The first column is the provider's own table of magic numbers. By name, in <c>Sandbox:Numbers</c>: the words above in snake case, and
/// <c>refused:21610</c>, <c>failed:30003</c>.
/// </summary>
internal readonly record struct SandboxScenario(SandboxTwist Twist, int Code = 0)
{
    private const string Reserved = "+1500555";

    public static SandboxScenario Of(string to, IReadOnlyDictionary<string, string>? numbers)
    {
        var ending = numbers?.Keys.Where(n => to.EndsWith(n, StringComparison.Ordinal)).MaxBy(n => n.Length);
        if (ending is not null && TryParse(numbers![ending], out var named)) return named;
        return to.Length == 12 && to.StartsWith(Reserved, StringComparison.Ordinal)
            && int.TryParse(to.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? OfReserved(number)
            : default;
    }

    public static bool TryParse(string name, out SandboxScenario scenario)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var word = (colon < 0 ? name : name[..colon]).Replace("_", "", StringComparison.Ordinal);
        var code = 0;
        var fits = Enum.TryParse<SandboxTwist>(word, ignoreCase: true, out var twist) && !char.IsAsciiDigit(word.FirstOrDefault('0'))
            && (colon < 0 || int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out code))
            && twist is SandboxTwist.Refused or SandboxTwist.Failed == code is >= 10_000 and <= 99_999;
        scenario = fits ? new SandboxScenario(twist, code) : default;
        return fits;
    }

    private static SandboxScenario OfReserved(int number) => number switch
    {
        1 => new(SandboxTwist.Refused, 21211),
        2 => new(SandboxTwist.Refused, 21612),
        3 => new(SandboxTwist.Refused, 21408),
        4 => new(SandboxTwist.Refused, 21610),
        9 => new(SandboxTwist.Refused, 21614),
        1000 => new(SandboxTwist.Delivered),
        1001 => new(SandboxTwist.Silent),
        1002 => new(SandboxTwist.Mute),
        1003 => new(SandboxTwist.Lost),
        1004 => new(SandboxTwist.Duplicated),
        1005 => new(SandboxTwist.Reordered),
        1006 => new(SandboxTwist.Early),
        1007 => new(SandboxTwist.Slow),
        1008 => new(SandboxTwist.Retracted),
        1009 => new(SandboxTwist.Read),
        1010 => new(SandboxTwist.UnknownStatus),
        2000 => new(SandboxTwist.Throttled),
        2001 => new(SandboxTwist.ErrorUnsent),
        2002 => new(SandboxTwist.ErrorSent),
        2003 => new(SandboxTwist.HangUnsent),
        2004 => new(SandboxTwist.HangSent),
        2005 => new(SandboxTwist.ResetUnsent),
        2006 => new(SandboxTwist.ResetSent),
        2007 => new(SandboxTwist.Garbled),
        >= 3000 and < 4000 => new(SandboxTwist.Failed, 27_000 + number),
        _ => default,
    };
}
