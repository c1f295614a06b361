using System.Diagnostics.CodeAnalysis;

namespace Sms;

/// <summary>A text, or the reason there is none, in words a marketer understands.</summary>
internal readonly record struct TemplateResult
{
    private TemplateResult(string? text, string? failure, bool tooLong) => (Text, Failure, IsTooLong) = (text, failure, tooLong);

    public string? Text { get; }
    public string? Failure { get; }
    /// <summary>The template worked, but what it wrote grew past every bound of a text message.</summary>
    public bool IsTooLong { get; }

    [MemberNotNullWhen(true, nameof(Text)), MemberNotNullWhen(false, nameof(Failure))]
    public bool IsRendered => Text is not null;

    public static TemplateResult Rendered(string text) => new(text, null, false);
    public static TemplateResult Failed(string reason) => new(null, reason, false);
    public static TemplateResult TooLong(string reason) => new(null, reason, true);
}
