using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>The words of an automated answer: the operator's where there are any, else the product's (<c>answers.json</c>), in the person's language or English.</summary>
internal sealed class Answers(IOptions<ConversationOptions> options, IOptions<SendingOptions> sending)
{
    private const string Organization = "{organization}";
    private const string English = "en";
    private static readonly FrozenDictionary<string, AnswerTexts> Own = Load();

    /// <param name="keyword">The words of a keyword of the deployment's own.</param>
    public string Of(AnswerKind kind, string language, string? keyword)
    {
        var text = keyword ?? Written(kind, language) ?? Written(kind, English)
            ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "An answer needs words");
        if (sending.Value.OrganizationName?.Trim() is { Length: > 0 } name) return text.Replace(Organization, name, StringComparison.Ordinal);
        // Nobody to name: the words stand alone.
        return text.Replace(Organization + ": ", "", StringComparison.Ordinal).Replace(Organization + " : ", "", StringComparison.Ordinal).Replace(Organization, "", StringComparison.Ordinal);
    }

    private string? Written(AnswerKind kind, string language) =>
        options.Value.Answers.GetValueOrDefault(language)?.Of(kind) ?? Own.GetValueOrDefault(language)?.Of(kind);

    private static FrozenDictionary<string, AnswerTexts> Load()
    {
        using var stream = typeof(Answers).Assembly.GetManifestResourceStream("Conversations/answers.json")
            ?? throw new InvalidOperationException("answers.json is not embedded");
        return JsonSerializer.Deserialize<Dictionary<string, AnswerTexts>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
