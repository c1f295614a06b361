using System.Globalization;

namespace Sms;

/// <summary>The sandbox's message number as other vendors write their ids.</summary>
internal static class SandboxIds
{
    /// <summary>The 32 digits of the sandbox's own id, grouped as a UUID.</summary>
    public static string Uuid(SandboxLedger ledger, long number) => Guid.ParseExact(ledger.SidOf(number)[2..], "N").ToString();

    public static bool TryReadUuid(SandboxLedger ledger, string text, out long number)
    {
        number = 0;
        return Guid.TryParse(text, out var uuid) && ledger.TryReadSid("SM" + uuid.ToString("N"), out number);
    }

    /// <summary>16 hexadecimal digits, the last two for the part of a long message.</summary>
    public static string Part(long number, int part) => string.Create(CultureInfo.InvariantCulture, $"{number:X14}{part:X2}");

    public static bool TryReadPart(string text, out long number, out int part)
    {
        (number, part) = (0, 0);
        return text.Length == 16 && long.TryParse(text.AsSpan(0, 14), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            && int.TryParse(text.AsSpan(14), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out part);
    }
}
