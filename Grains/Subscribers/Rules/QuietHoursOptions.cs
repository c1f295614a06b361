namespace Sms;

/// <summary>What becomes of a text that would reach somebody in the recipient's quiet hours.</summary>
public enum QuietHoursMode : byte
{
    /// <summary>It waits until they are over.</summary>
    Enforce,
    /// <summary>It is sent, and counted (<c>sms.offers.in_quiet_hours</c>).</summary>
    Warn,
    /// <summary>Nobody looks at the hour.</summary>
    Off,
}

/// <summary>When people may be texted, by their own clock. Section <c>Sending:QuietHours</c>; a rule that cannot work stops the start and is named.</summary>
public sealed class QuietHoursOptions
{
    public const string Section = "Sending:QuietHours";

    /// <summary>
    /// For campaigns. Default: Enforce as soon as one sending number belongs to a real provider, Off while every carrier is the sandbox or another server on this
    /// machine, which wakes nobody. The laws fine each text (47 CFR 64.1200(c)(1) and the states' own), so Warn and Off are for those who know better.
    /// </summary>
    public QuietHoursMode? Campaigns { get; set; }

    /// <summary>For flows, which text at any hour by themselves. Default: as for campaigns when nothing is said of those, whatever is.</summary>
    public QuietHoursMode? Flows { get; set; }

    /// <summary>
    /// Hours by place, over those the product knows (<c>quiet-hours.json</c>). A place is a country (<c>FR</c>), a US state (<c>US-TX</c>) or <c>default</c>; the
    /// most particular one counts.
    /// </summary>
    public Dictionary<string, PlaceHours> Places { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>
/// When texts may reach people of a place: <c>08:00-21:00</c> in their own time, the end not included, or <c>closed</c>. What is not set follows
/// <see cref="Every"/>; a place without it is an error.
/// </summary>
public sealed class PlaceHours
{
    /// <summary>Each day that has no hours of its own. Required.</summary>
    public string? Every { get; set; }
    public string? Saturday { get; set; }
    public string? Sunday { get; set; }
    /// <summary>A calendar on whose days nothing is sent; there is one: <c>FR</c>, the public holidays of France. Default: none.</summary>
    public string? Holidays { get; set; }
}
