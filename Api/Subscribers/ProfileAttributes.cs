using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A person as clients see it.</summary>
public sealed record ProfileAttributes
{
    public string? Email { get; init; }
    public required string PhoneNumber { get; init; }
    public string? ExternalId { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Organization { get; init; }
    public string? Locale { get; init; }
    public string? Title { get; init; }
    public string? Image { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Updated { get; init; }
    public JsonNode? Location { get; init; }
    public required JsonNode Properties { get; init; }
    /// <summary>With <c>additional-fields[profile]=subscriptions</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ProfileSubscriptions? Subscriptions { get; init; }
    /// <summary>With <c>additional-fields[profile]=sms_totals</c> on one profile.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public ProfileTotals? SmsTotals { get; init; }

    public static ProfileAttributes Of(Profile profile, bool subscriptions = false, SubscriberTotals? totals = null)
    {
        var stored = JsonNode.Parse(profile.Attributes)?.AsObject() ?? [];
        return new ProfileAttributes
        {
            Email = profile.Email,
            PhoneNumber = profile.Phone,
            ExternalId = profile.ExternalId,
            FirstName = Text("first_name"),
            LastName = Text("last_name"),
            Organization = Text("organization"),
            Locale = Text("locale"),
            Title = Text("title"),
            Image = Text("image"),
            Created = profile.Created,
            Updated = profile.Updated,
            Location = stored["location"],
            Properties = stored["properties"] ?? new JsonObject(),
            Subscriptions = subscriptions ? ProfileSubscriptions.Of(profile) : null,
            SmsTotals = totals is null ? null : new ProfileTotals(totals.Sent, totals.Received, totals.Failed),
        };

        string? Text(string name) => stored[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }
}

/// <param name="Sent">Messages relayed to the person.</param>
public sealed record ProfileTotals(long Sent, long Received, long Failed);

/// <summary>Klaviyo's shape of a person's consent.</summary>
public sealed record ProfileSubscriptions(SmsSubscription Sms)
{
    public static ProfileSubscriptions Of(Profile profile)
    {
        var free = profile.Suppression is null;
        var other = profile.Transactional;
        return new ProfileSubscriptions(new SmsSubscription(
            new SmsMarketing(
                free && profile.Consent == SmsConsent.Subscribed, Word(profile.Consent), profile.ConsentAt, profile.ConsentMethod, profile.ConsentDetail ?? "",
                profile.ConsentRecordedAt ?? profile.ConsentAt, profile.Suppression),
            new SmsTransactional(
                free && other?.Consent == SmsConsent.Subscribed, Word(other?.Consent ?? SmsConsent.Never), other?.At, other?.Method, other?.Detail ?? "",
                other?.RecordedAt)));
    }

    private static string Word(SmsConsent consent) => consent switch
    {
        SmsConsent.Subscribed => "SUBSCRIBED",
        SmsConsent.Unsubscribed => "UNSUBSCRIBED",
        SmsConsent.Never or _ => "NEVER_SUBSCRIBED",
    };
}

public sealed record SmsSubscription(SmsMarketing Marketing, SmsTransactional Transactional);

/// <param name="ConsentTimestamp">When the person said so.</param>
/// <param name="LastUpdated">When we wrote it down.</param>
/// <param name="Suppression">Ours: the rule that suppressed the number; null when none did.</param>
public sealed record SmsMarketing(
    bool CanReceiveSmsMarketing, string Consent, DateTimeOffset? ConsentTimestamp, string? Method, string? MethodDetail, DateTimeOffset? LastUpdated,
    string? Suppression);

public sealed record SmsTransactional(
    bool CanReceiveSmsTransactional, string Consent, DateTimeOffset? ConsentTimestamp, string? Method, string? MethodDetail, DateTimeOffset? LastUpdated);
