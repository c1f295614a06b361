namespace Sms;

/// <summary>A keyword of the deployment's own.</summary>
/// <param name="ListId">The list a text with it subscribes to; null: none.</param>
/// <param name="OptInProcess"><c>single_opt_in</c> or <c>double_opt_in</c>, whatever the list says; null: as the list says.</param>
public sealed record SmsKeywordAttributes(
    string Keyword, string? ListId, string? Response, string? OptInProcess, DateTimeOffset Created, DateTimeOffset Updated)
{
    public static SmsKeywordAttributes Of(SmsKeyword keyword) => new(
        keyword.Word, keyword.List?.Value, keyword.Reply,
        keyword.DoubleOptIn switch { true => "double_opt_in", false => "single_opt_in", null => null }, keyword.Created, keyword.Updated);
}

public sealed record SmsKeywordInput(string? Keyword, string? ListId, string? Response, string? OptInProcess);
