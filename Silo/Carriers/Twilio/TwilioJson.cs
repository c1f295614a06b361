using System.Text.Json.Serialization;

namespace Sms;

/// <summary>The fields of a message resource, or of an error, that the adapter reads; the rest is skipped unread.</summary>
internal sealed record TwilioMessage
{
    [JsonPropertyName("sid")] public string? Sid { get; init; }
    [JsonPropertyName("status")] public string? Status { get; init; }
    [JsonPropertyName("to")] public string? To { get; init; }
    [JsonPropertyName("from")] public string? From { get; init; }
    [JsonPropertyName("body")] public string? Body { get; init; }
    [JsonPropertyName("error_code")] public int? ErrorCode { get; init; }
    [JsonPropertyName("date_created")] public string? DateCreated { get; init; }
}

/// <summary>A 201's one field that counts.</summary>
internal sealed record TwilioCreated
{
    [JsonPropertyName("sid")] public string? Sid { get; init; }
}

/// <summary>Both Twilio's own error body and RFC 9457 problems with Twilio's <c>code</c>.</summary>
internal sealed record TwilioProblem
{
    [JsonPropertyName("code")] public int? Code { get; init; }
    [JsonPropertyName("message")] public string? Message { get; init; }
    [JsonPropertyName("title")] public string? Title { get; init; }
    [JsonPropertyName("detail")] public string? Detail { get; init; }
}

internal sealed record TwilioPage
{
    [JsonPropertyName("messages")] public TwilioMessage[]? Messages { get; init; }
    [JsonPropertyName("next_page_uri")] public string? Next { get; init; }
}

[JsonSerializable(typeof(TwilioMessage))]
[JsonSerializable(typeof(TwilioCreated))]
[JsonSerializable(typeof(TwilioProblem))]
[JsonSerializable(typeof(TwilioPage))]
internal sealed partial class TwilioJson : JsonSerializerContext;
