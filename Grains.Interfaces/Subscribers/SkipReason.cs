namespace Sms;

/// <summary>Why an offer was declined, or put off. Stored by number: append, never renumber. Labels are Klaviyo's where Klaviyo has one.</summary>
public enum SkipReason : byte
{
    None = 0,
    MissingConsent = 1,
    Unsubscribed = 2,
    Suppressed = 3,
    PersonDeleted = 4,
    CountryNotSupported = 5,
    NoSendingNumber = 6,
    TemplateFailed = 7,
    EmptyMessage = 8,
    MessageTooLong = 9,
    CampaignCancelled = 10,
    /// <summary>Texted a short while ago.</summary>
    SmartSending = 100,
    /// <summary>Has had as many texts as a cap allows.</summary>
    FrequencyCap = 101,
    /// <summary>Mostly put off, not declined.</summary>
    QuietHours = 102,
    /// <summary>Put off, and the campaign waits no longer.</summary>
    CampaignTimedOut = 103,
    /// <summary>The person wrote something that may be an opt-out, and nobody has decided yet.</summary>
    AwaitingDecision = 110,
    /// <summary>Put off: the person's clock does not show the campaign's time yet.</summary>
    LocalTime = 120,
    /// <summary>It had shown it before the campaign was sent.</summary>
    LocalTimePassed = 121,
}

public static class SkipReasons
{
    public static string? Label(this SkipReason reason) => reason switch
    {
        SkipReason.None => null,
        SkipReason.MissingConsent => "Missing SMS Consent",
        SkipReason.Unsubscribed => "Unsubscribed",
        SkipReason.Suppressed => "Suppressed",
        SkipReason.PersonDeleted => "Person Deleted",
        SkipReason.CountryNotSupported => "Phone Number is in Country Not Supported by SMS",
        SkipReason.NoSendingNumber => "No Sending Number",
        SkipReason.TemplateFailed => "Template Failed",
        SkipReason.EmptyMessage => "Empty Message",
        SkipReason.MessageTooLong => "Message Too Long",
        SkipReason.CampaignCancelled => "Campaign Cancelled",
        SkipReason.SmartSending => "Smart Sending",
        SkipReason.FrequencyCap => "Frequency Cap",
        SkipReason.QuietHours => "Quiet Hours",
        SkipReason.CampaignTimedOut => "Campaign Timed Out",
        SkipReason.AwaitingDecision => "Awaiting Decision",
        SkipReason.LocalTime => "Local Time",
        SkipReason.LocalTimePassed => "Local Time Passed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason needs a label"),
    };
}
