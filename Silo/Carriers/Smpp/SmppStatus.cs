using System.Globalization;

namespace Sms;

/// <summary>The words of <c>command_status</c> that we say or act upon ourselves (SMPP 3.4, §5.1.3). What the others mean is in <c>smpp-refusals.json</c>.</summary>
internal static class SmppStatus
{
    public const uint Ok = 0;
    public const uint InvalidLength = 0x02;
    public const uint InvalidCommand = 0x03;
    public const uint NotBound = 0x04;
    public const uint SystemError = 0x08;
    public const uint BindFailed = 0x0D;
    public const uint InvalidPassword = 0x0E;
    public const uint InvalidSystemId = 0x0F;
    public const uint Throttled = 0x58;

    /// <summary>ESME_RX_P_APPN: sending it again would change nothing.</summary>
    public const uint Never = 0x65;

    /// <summary>ESME_RX_T_APPN: not taken for now, send it again.</summary>
    public const uint TryAgain = 0x64;

    /// <summary>As tables and events have it.</summary>
    public static string Code(uint status) => string.Create(CultureInfo.InvariantCulture, $"0x{status:X8}");
}
