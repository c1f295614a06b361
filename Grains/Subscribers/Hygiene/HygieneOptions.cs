using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>
/// Which numbers are taken out of use, and when. The defaults are Klaviyo's: what it does by itself, and its segment of SMS errors for everything else. Section
/// <c>Hygiene</c>; wrong values stop the start.
/// </summary>
public sealed class HygieneOptions
{
    public const string Section = "Hygiene";

    /// <summary>Time of day (UTC) of the round of the automatic rules (default 05:00).</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59")] public TimeSpan At { get; set; } = TimeSpan.FromHours(5);

    /// <summary>
    /// Rules about failures, by name (lower case, digits, underscores). Those there by default can be changed one setting at a time
    /// (<c>Hygiene:Failures:device_unreachable:AtLeast=3</c>), others added.
    /// </summary>
    public Dictionary<string, FailureRuleOptions> Failures { get; } = new(StringComparer.Ordinal)
    {
        ["invalid_number"] = new() { Failure = FailureType.InvalidMobileNumber, Automatic = true },
        ["device_incapable"] = new() { Failure = FailureType.DeviceIncapable, Automatic = true },
        ["message_blocked"] = new() { Failure = FailureType.MessageBlocked, Automatic = true, WithdrawsConsent = true },
        ["device_disconnected"] = new() { Failure = FailureType.DeviceDisconnected, WithinDays = 30 },
        ["device_disconnected_again"] = new() { Failure = FailureType.DeviceDisconnected, AtLeast = 2 },
        ["device_unreachable"] = new() { Failure = FailureType.DeviceUnreachable, WithinDays = 30 },
        ["device_unreachable_again"] = new() { Failure = FailureType.DeviceUnreachable, AtLeast = 2 },
        ["unknown_error"] = new() { Failure = FailureType.Unknown, AtLeast = 5 },
    };

    public SunsetOptions Sunset { get; } = new();
}

/// <summary>A number is no good after so many failures of a type. <c>Hygiene:Failures:{name}</c>.</summary>
public sealed class FailureRuleOptions
{
    /// <summary>False: there is no such rule.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What counts: failed deliveries and refusals of this type. Required.</summary>
    public FailureType Failure { get; set; }

    /// <summary>So many (default 1, 1 to 1,000).</summary>
    public int AtLeast { get; set; } = 1;

    /// <summary>Within so many days (1 to 3,650). Default: ever.</summary>
    public int? WithinDays { get; set; }

    /// <summary>Spares people who received a text within so many days (1 to 3,650). Default: nobody is spared, as with Klaviyo.</summary>
    public int? UnlessReceivedWithinDays { get; set; }

    /// <summary>It suppresses by itself. Default: only a list-cleaning job does, when it is applied.</summary>
    public bool Automatic { get; set; }

    /// <summary>Consent goes as well, as it does where the carrier reports that the person opted out with it.</summary>
    public bool WithdrawsConsent { get; set; }
}

/// <summary>People whom nothing reaches. <c>Hygiene:Sunset</c>; the rule is called <c>sunset</c>.</summary>
public sealed class SunsetOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>It suppresses by itself. Default: only a list-cleaning job does.</summary>
    public bool Automatic { get; set; }

    /// <summary>Not one text received for so many weeks (default 26, 1 to 520) …</summary>
    [Range(1, 520)] public int Weeks { get; set; } = 26;

    /// <summary>… of at least so many sent in that time (default 3, 1 to 1,000): who was hardly texted proves nothing.</summary>
    [Range(1, 1_000)] public int AtLeastSent { get; set; } = 3;
}
