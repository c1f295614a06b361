using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sms;

/// <summary>A person's attributes in a request. What is absent stays as it is; null clears it.</summary>
public sealed record ProfileInput
{
    private const int LongestText = 1_000;

    /// <summary>In UTF-8. What people are found by is in an index, whose entries have an end (2,704 bytes on PostgreSQL).</summary>
    private const int LongestKey = 1_000;

    /// <summary>E.164, or any form that can be read with its country code.</summary>
    public Given PhoneNumber { get; init; }
    public Given Email { get; init; }
    public Given ExternalId { get; init; }
    public Given FirstName { get; init; }
    public Given LastName { get; init; }
    public Given Organization { get; init; }
    public Given Locale { get; init; }
    public Given Title { get; init; }
    public Given Image { get; init; }
    public JsonElement Location { get; init; }
    /// <summary>Custom properties.</summary>
    public JsonElement Properties { get; init; }
    /// <summary>Consent asked for in a subscription or import job; not read elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public SubscriptionsInput? Subscriptions { get; init; }

    /// <summary>What a grain is to write. <paramref name="at"/> is the pointer to these attributes.</summary>
    internal ProfilePatch ToPatch(Problems problems, string at, RequestMeta? meta = null)
    {
        var attributes = new JsonObject();
        Put("first_name", FirstName);
        Put("last_name", LastName);
        Put("organization", Organization);
        Put("locale", Locale);
        Put("title", Title);
        Put("image", Image);
        PutObject("location", Location);
        PutObject("properties", Properties);
        Unset(meta?.PatchProperties);
        CheckKey(Email, "email");
        CheckKey(ExternalId, "external_id");
        if (Email.Value is { } email && (email.IndexOf('@', StringComparison.Ordinal) is <= 0 || email.EndsWith('@'))) problems.Add(at + "/email", "This is not an email address.");
        return new ProfilePatch
        {
            Phone = PhoneNumber.Value,
            Email = Email.Value,
            ExternalId = ExternalId.Value,
            ClearEmail = Email is { IsGiven: true, Value: null },
            ClearExternalId = ExternalId is { IsGiven: true, Value: null },
            Attributes = attributes.Count == 0 ? null : attributes.ToJsonString(),
        };

        void Check(Given text, string name)
        {
            if (text.Value?.Length > LongestText) problems.Add($"{at}/{name}", $"At most {LongestText} characters.", "too_long");
        }

        void CheckKey(Given text, string name)
        {
            if (text.Value is { } key && Encoding.UTF8.GetByteCount(key) > LongestKey) problems.Add($"{at}/{name}", $"At most {LongestKey} bytes in UTF-8.", "too_long");
        }

        void Put(string name, Given text)
        {
            if (!text.IsGiven) return;
            Check(text, name);
            attributes[name] = text.Value;
        }

        void PutObject(string name, JsonElement value)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Undefined: break;
                case JsonValueKind.Null: attributes[name] = null; break;
                case JsonValueKind.Object: attributes[name] = JsonObject.Create(value); break;
                default: problems.Add($"{at}/{name}", "An object was expected."); break;
            }
        }

        void Unset(PatchProperties? patch)
        {
            if (patch is null) return;
            var pointer = at[..at.LastIndexOf('/')] + "/meta/patch_properties";
            if (patch.Append is not null) problems.Add(pointer + "/append", "Appending to a list is not supported; send the whole property.", "unsupported");
            if (patch.Unappend is not null) problems.Add(pointer + "/unappend", "Removing from a list is not supported; send the whole property.", "unsupported");
            if (patch.Unset is not { } unset) return;
            var properties = attributes["properties"] as JsonObject ?? [];
            var names = unset.ValueKind == JsonValueKind.Array ? unset.EnumerateArray().ToArray() : [unset];
            foreach (var name in names)
            {
                if (name.ValueKind == JsonValueKind.String) properties[name.GetString()!] = null;
                else problems.Add(pointer + "/unset", "A name or a list of names was expected.");
            }
            if (properties.Parent is null) attributes["properties"] = properties;
        }
    }
}

/// <summary>Consent asked for: <c>subscriptions.sms.marketing.consent</c>, <c>subscriptions.sms.transactional.consent</c>.</summary>
public sealed record SubscriptionsInput(SmsSubscriptionsInput? Sms);

public sealed record SmsSubscriptionsInput(ConsentInput? Marketing, ConsentInput? Transactional);

/// <param name="Record">Ours: what shows the consent of this one person.</param>
public sealed record ConsentInput(string? Consent, string? ConsentedAt, ConsentRecordInput? Record);

/// <summary>Ours: what shows that consent was given. Kept in the consent trail.</summary>
/// <param name="Method">How it was given, for instance <c>Form</c>; for the whole job only.</param>
/// <param name="Text">The words the person was shown, exactly.</param>
/// <param name="Ip">Address the answer came from.</param>
/// <param name="Url">Page it was given on.</param>
/// <param name="TermsVersion">Version of the terms shown with it.</param>
public sealed record ConsentRecordInput(string? Method, string? Text, string? Ip, string? Url, string? TermsVersion)
{
    private const int LongestMethod = 50, LongestText = 5_000, LongestUrl = 2_000, LongestVersion = 100;

    internal ConsentEvidence? Read(string at, Problems problems)
    {
        if (Method is not null && (string.IsNullOrWhiteSpace(Method) || Method.Length > LongestMethod)) problems.Add(at + "/method", $"1 to {LongestMethod} characters were expected.");
        if (Text?.Length > LongestText) problems.Add(at + "/text", $"At most {LongestText} characters.", "too_long");
        if (Ip is not null && !System.Net.IPAddress.TryParse(Ip, out _)) problems.Add(at + "/ip", "This is not an IP address.");
        if (Url is not null && (Url.Length > LongestUrl || !Uri.TryCreate(Url, UriKind.Absolute, out _))) problems.Add(at + "/url", "An absolute URL was expected.");
        if (TermsVersion?.Length > LongestVersion) problems.Add(at + "/terms_version", $"At most {LongestVersion} characters.", "too_long");
        return Text is null && Ip is null && Url is null && TermsVersion is null
            ? null
            : new ConsentEvidence { Text = Text, Ip = Ip, Url = Url, TermsVersion = TermsVersion };
    }
}
