using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>What the events of a conversation say beside their columns, as JSON. All but the first few are left out where they say nothing.</summary>
internal sealed record InboundDetail
{
    public const string Method = "Inbound message";

    /// <summary>With <see cref="Metric.SentSms"/>: what the text was taken for.</summary>
    public string? Heard { get; init; }
    /// <summary>The keyword.</summary>
    public string? Word { get; init; }
    /// <summary>The language of the answer, ISO 639-1.</summary>
    public string? Language { get; init; }
    /// <summary>The answer that goes out for this event.</summary>
    public AnswerKind? Answer { get; init; }
    /// <summary>Its words, when they are a keyword's own.</summary>
    public string? AnswerText { get; init; }
    /// <summary>With <see cref="Metric.InboundPart"/>: which. With <see cref="Metric.SentSms"/>: of which long text it was made, number 0.</summary>
    public InboundPart? Part { get; init; }
    /// <summary>How consent changed or was asked for.</summary>
    [JsonPropertyName("method")] public string? ConsentMethod { get; init; }
    public string? Source { get; init; }
    /// <summary>The list it is about.</summary>
    public string? List { get; init; }
    /// <summary>The provider's id of the text that changed it.</summary>
    public string? ProviderId { get; init; }
    /// <summary>With <see cref="Metric.ConsentRequested"/>: until when a yes counts.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    /// <summary>With <see cref="Metric.ConsentRequested"/>: the version of the request this one repeats.</summary>
    public int? Repeats { get; init; }
    /// <summary>With a consent: the version of the request it answers, whose message shows the text that was agreed to.</summary>
    public int? Request { get; init; }
    /// <summary>With a consent: when the person gave it.</summary>
    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>With <see cref="Metric.SentSms"/>: the flows it starts. With <see cref="Metric.ConsentRequested"/>: those that a yes starts.</summary>
    public IReadOnlyList<string>? Flows { get; init; }

    [JsonIgnore] public IReadOnlyList<FlowId> Starts => [.. (Flows ?? []).Select(id => new FlowId(id))];

    public static InboundDetail Read(string? text) =>
        text is null ? new InboundDetail() : JsonSerializer.Deserialize(text, InboundDetailJson.Default.InboundDetail)!;

    public string Write() => JsonSerializer.Serialize(this, InboundDetailJson.Default.InboundDetail);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(InboundDetail))]
internal sealed partial class InboundDetailJson : JsonSerializerContext;
