using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>What is added to campaign texts and how they are bounded. Section <c>Sending</c>; wrong values stop the start.</summary>
public sealed class SendingOptions
{
    public const string Section = "Sending";

    /// <summary>
    /// The sender's name, put in front of a text as <c>"{name}: "</c> where the campaign's <c>add_org_prefix</c> asks for it. Default: none, and
    /// then nothing is put in front. At most 60 characters: each costs room in every text (a part holds 160, with one character outside GSM-7 70).
    /// </summary>
    [MaxLength(60)]
    public string? OrganizationName { get; set; }

    /// <summary>
    /// The line added at the end where the campaign's <c>add_opt_out_language</c> asks for it. 1 to 160 characters. US carriers want the word STOP
    /// in it. Default: <c>Reply STOP to unsubscribe.</c>
    /// </summary>
    [Required, StringLength(160, MinimumLength = 1)]
    public string OptOutLanguage { get; set; } = "Reply STOP to unsubscribe.";

    /// <summary>
    /// Longest text in UTF-16 code units after rendering and additions, 1 to 1,600 (what providers take in one request). Default 1,600.
    /// A recipient whose text is longer is skipped as <see cref="SkipReason.MessageTooLong"/>. Lower it to cap what one text may cost.
    /// </summary>
    [Range(1, 1600)]
    public int MaxLength { get; set; } = 1600;
}
