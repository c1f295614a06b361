using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>How long after a text a person is left alone by campaigns that use smart sending. Section <c>Sending:SmartSending</c>.</summary>
public sealed class SmartSendingOptions
{
    public const string Section = "Sending:SmartSending";

    /// <summary>After a campaign's message. Default 24 hours, 0 to 30 days; 0: not at all. A change holds for messages sent from then on.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")] public TimeSpan CampaignWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>After a flow's message. Default 24 hours, 0 to 30 days; 0: not at all.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")] public TimeSpan FlowWindow { get; set; } = TimeSpan.FromHours(24);
}
