using System.Globalization;
using System.Text.Json;
using DotLiquid;

namespace Sms;

/// <summary>
/// What a template sees of a person: <c>first_name</c>, <c>last_name</c>, <c>email</c>, <c>organization</c>, <c>phone_number</c>, <c>external_id</c>,
/// <c>title</c>, <c>locale</c>, <c>image</c>, <c>location.*</c> and <c>properties.*</c>, and all of it again under <c>person</c>. Text, numbers,
/// booleans, lists and objects; never a .NET type.
/// </summary>
internal static class ProfileValues
{
    private const string Person = "person";

    /// <summary>Everything, for the template engine. A fresh one for each rendering: templates may write into it.</summary>
    public static Hash All(Profile profile)
    {
        using var attributes = JsonDocument.Parse(profile.Attributes);
        var values = ToHash(attributes.RootElement);
        Put(values, "email", profile.Email);
        Put(values, "external_id", profile.ExternalId);
        Put(values, "phone_number", profile.Phone);
        values[Person] = new Dictionary<string, object?>(values);
        return values;
    }

    /// <summary>One value as text; null when it is missing, blank or a JSON null. False when it is a list or an object.</summary>
    public static bool TryFind(Profile profile, ref JsonDocument? attributes, ReadOnlySpan<string> path, out string? text)
    {
        if (path is [Person, .. var own])
            path = own;
        text = path switch
        {
            ["email"] => Text(profile.Email),
            ["external_id"] => Text(profile.ExternalId),
            ["phone_number"] => profile.Phone,
            _ => null,
        };
        if (text is not null)
            return true;
        if (path.IsEmpty)
            return false;

        attributes ??= JsonDocument.Parse(profile.Attributes);
        var element = attributes.RootElement;
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return true;
        if (element.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            return false;
        text = Text(Scalar(element));
        return true;
    }

    /// <summary>A value in the words of a text message, the same for every server's language settings.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => string.IsNullOrWhiteSpace(text) ? null : text,
        true => "true",
        false => "false",
        decimal number => number.ToString("0.#############################", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static void Put(Hash values, string name, string? value)
    {
        if (value is not null)
            values[name] = value;
    }

    private static Hash ToHash(JsonElement json)
    {
        var hash = new Hash();
        foreach (var property in json.EnumerateObject())
            hash[property.Name] = Value(property.Value);
        return hash;
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ToHash(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToList(),
        _ => Scalar(json),
    };

    private static object? Scalar(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when json.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when json.TryGetDecimal(out var number) => number,
        JsonValueKind.Number => json.GetRawText(),
        _ => null,
    };
}
