using System.ComponentModel.DataAnnotations;

namespace Sms;

/// <summary>What follows when people text us. Section <c>Conversations</c>; wrong values stop the start.</summary>
public sealed class ConversationOptions : IValidatableObject
{
    public const string Section = "Conversations";

    /// <summary>
    /// How long marketing to a person waits for a human after a text that may be an opt-out; then the person is unsubscribed. 1 minute to 10 days, the longest an
    /// opt-out may wait (47 CFR 64.1200(a)(10): ten business days). Default 10 days. Shorter errs on the safe side and loses people who meant something else.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "10.00:00:00")]
    public TimeSpan DecideWithin { get; set; } = TimeSpan.FromDays(10);

    /// <summary>How long a request to confirm a subscription can be answered. 1 minute to 30 days. Default 72 hours. A yes after that is a text like others.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan OptInExpiresAfter { get; set; } = TimeSpan.FromHours(72);

    /// <summary>When a request without an answer is repeated, once. 0: never. Up to 30 days; one that would come after the expiry never comes. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan OptInReminderAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Most automated answers one person gets in 24 hours, 1 to 100. Default 10. What a text asks for is done all the same; two machines that answer each other stop.
    /// </summary>
    [Range(1, 100)]
    public int AnswersADay { get; set; } = 10;

    /// <summary>
    /// Own words for the answers, by language (ISO 639-1): <c>Answers:de:OptOut</c>. Each 1 to 480 characters; <c>{organization}</c> stands for
    /// <c>Sending:OrganizationName</c>. Default: the product's, which name the organization and advertise nothing.
    /// </summary>
    public Dictionary<string, AnswerTexts> Answers { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (language, texts) in Answers)
            foreach (var (name, text) in texts.Named)
                if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Length > AnswerTexts.Longest))
                    yield return new ValidationResult($"Conversations:Answers:{language}:{name} must have 1 to {AnswerTexts.Longest} characters.", [nameof(Answers)]);
    }
}
