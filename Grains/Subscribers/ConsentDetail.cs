using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>What a consent's event says beside the columns, as JSON. The first five names are older than the rest.</summary>
internal sealed record ConsentDetail
{
    public string? Method { get; init; }
    /// <summary>Where, in the client's words, or what in particular.</summary>
    public string? Source { get; init; }
    public bool? Historical { get; init; }
    public DateTimeOffset? ConsentedAt { get; init; }
    public string? List { get; init; }
    public string? Text { get; init; }
    public string? Ip { get; init; }
    public string? Url { get; init; }
    public string? TermsVersion { get; init; }
    /// <summary>The rule that suppressed, or had suppressed.</summary>
    public string? Rule { get; init; }

    public static ConsentDetail Read(string? text) =>
        text is null ? new ConsentDetail() : JsonSerializer.Deserialize(text, ConsentDetailJson.Default.ConsentDetail)!;

    public string Write() => JsonSerializer.Serialize(this, ConsentDetailJson.Default.ConsentDetail);

    public ConsentDetail With(ConsentEvidence? evidence) => evidence is null ? this : this with
    {
        Text = evidence.Text,
        Ip = evidence.Ip,
        Url = evidence.Url,
        TermsVersion = evidence.TermsVersion,
    };

    public ConsentRecord Record(LedgerEvent entry) => new()
    {
        Id = entry.Id,
        At = entry.At,
        Metric = entry.Metric,
        Method = Method,
        Source = Source,
        Historical = Historical ?? false,
        ConsentedAt = ConsentedAt,
        List = List is null ? null : new ListId(List),
        Evidence = Text is null && Ip is null && Url is null && TermsVersion is null
            ? null
            : new ConsentEvidence { Text = Text, Ip = Ip, Url = Url, TermsVersion = TermsVersion },
        Rule = Rule,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConsentDetail))]
internal sealed partial class ConsentDetailJson : JsonSerializerContext;
