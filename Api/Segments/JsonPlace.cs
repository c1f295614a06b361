using System.Globalization;
using System.Text.Json;

namespace Sms;

/// <summary>A value in a request together with its pointer, so that what is wrong with it is said where it stands.</summary>
internal sealed class JsonPlace(JsonElement value, string pointer, Problems problems)
{
    private const int LongestText = 1_000, MostTexts = 1_000;

    public void Problem(string field, string detail, string code = "invalid") => problems.Add($"{pointer}/{field}", detail, code);

    public bool Has(string field) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(field, out var found) && found.ValueKind != JsonValueKind.Null;

    public JsonElement Element(string field) => value.GetProperty(field);

    /// <summary>The object under a field; an empty one, and a problem, when there is none.</summary>
    public JsonPlace Below(string field)
    {
        if (Has(field) && Element(field).ValueKind == JsonValueKind.Object) return new JsonPlace(Element(field), $"{pointer}/{field}", problems);
        Problem(field, Has(field) ? "An object was expected." : "This field is required.", Has(field) ? "invalid" : "required");
        return new JsonPlace(default, $"{pointer}/{field}", problems);
    }

    public string? Text(string field) => Scalar(field, JsonValueKind.String, "A text was expected.") is { } text ? Checked(field, text.GetString()!) : null;

    public bool? Truth(string field)
    {
        if (!Required(field)) return null;
        if (Element(field).ValueKind is JsonValueKind.True or JsonValueKind.False) return Element(field).GetBoolean();
        Problem(field, "true or false was expected.");
        return null;
    }

    public double? Number(string field)
    {
        if (Scalar(field, JsonValueKind.Number, "A number was expected.") is not { } number) return null;
        if (number.TryGetDouble(out var read) && double.IsFinite(read)) return read;
        Problem(field, "This number is too large.");
        return null;
    }

    public IReadOnlyList<string>? Texts(string field)
    {
        if (!Required(field)) return null;
        if (Element(field).ValueKind != JsonValueKind.Array || Element(field).EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Problem(field, "A list of texts was expected.");
            return null;
        }

        if (Element(field).GetArrayLength() > MostTexts) Problem(field, $"At most {MostTexts} entries.", "too_many");
        return [.. Element(field).EnumerateArray().Select(item => item.GetString()!)];
    }

    public IReadOnlyList<JsonPlace>? Array(string field)
    {
        if (!Required(field)) return null;
        if (Element(field).ValueKind != JsonValueKind.Array)
        {
            Problem(field, "A list was expected.");
            return null;
        }

        var items = new List<JsonPlace>();
        foreach (var (i, item) in Element(field).EnumerateArray().Index())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{field}/{i}");
            if (item.ValueKind != JsonValueKind.Object) Problem(at, "An object was expected.");
            items.Add(new JsonPlace(item, $"{pointer}/{at}", problems));
        }

        return items;
    }

    private JsonElement? Scalar(string field, JsonValueKind kind, string expected)
    {
        if (!Required(field)) return null;
        if (Element(field).ValueKind == kind) return Element(field);
        Problem(field, expected);
        return null;
    }

    private string Checked(string field, string text)
    {
        if (text.Length > LongestText) Problem(field, $"At most {LongestText} characters.", "too_long");
        return text;
    }

    private bool Required(string field)
    {
        if (Has(field)) return true;
        // Below an object that is missing, one problem is enough.
        if (value.ValueKind == JsonValueKind.Object) Problem(field, "This field is required.", "required");
        return false;
    }
}
