using System.Text.Json;

namespace Sms;

/// <summary><c>Carriers:{name}:Submit</c>.</summary>
internal sealed class HttpSubmitOptions
{
    public const string FormType = "application/x-www-form-urlencoded";

    private static readonly string[] Methods = ["GET", "POST", "PUT"];

    /// <summary>GET, POST or PUT. Default POST.</summary>
    public string Method { get; set; } = "POST";

    /// <summary>A template, values escaped: an absolute http(s) address, or a path under <c>BaseUrl</c>. Required.</summary>
    public string? Url { get; set; }

    /// <summary>Templates by name, <c>Headers:Authorization=Bearer …</c>. Default none.</summary>
    public Dictionary<string, string> Headers { get; set; } = [];

    /// <summary>Fields of a form, templates by name. Instead of <see cref="Body"/>.</summary>
    public Dictionary<string, string> Form { get; set; } = [];

    /// <summary>The body, a template. Values are escaped for JSON or XML by <see cref="ContentType"/>. Instead of <see cref="Form"/>; neither with GET.</summary>
    public string? Body { get; set; }

    /// <summary>Of the body. Default application/json; a form has its own.</summary>
    public string ContentType { get; set; } = "application/json";

    public void Check(string key, bool hasBase, ICollection<string> wrong)
    {
        if (!Methods.Contains(Method)) wrong.Add($"{key}:Method '{Method}' is none of {string.Join(", ", Methods)}.");
        if (string.IsNullOrWhiteSpace(Url)) wrong.Add($"{key}:Url is missing.");
        else if (hasBase ? !Url.StartsWith('/') : !Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            wrong.Add($"{key}:Url must be {(hasBase ? "a path under BaseUrl" : "an absolute http or https address")}; it is '{Url}'.");
        HttpTemplate.Check(key + ":Url", Url, wrong);
        foreach (var (name, value) in Headers)
        {
            HttpTemplate.Check($"{key}:Headers:{name}", value, wrong);
            if (value.AsSpan().ContainsAny('\r', '\n')) wrong.Add($"{key}:Headers:{name} has more than one line.");
        }
        foreach (var (name, value) in Form) HttpTemplate.Check($"{key}:Form:{name}", value, wrong);
        HttpTemplate.Check(key + ":Body", Body, wrong);
        if (Body is not null && Form.Count > 0) wrong.Add($"{key}: Body and Form exclude each other.");
        if (Method == "GET" ? Body is not null || Form.Count > 0 : Body is null && Form.Count == 0)
            wrong.Add(Method == "GET" ? $"{key}: a GET has neither Body nor Form." : $"{key}: Body or Form is missing.");
        if (Body is not null && IsJson && !IsWellFormed(Body)) wrong.Add($"{key}:Body is no JSON once its placeholders are filled in.");
        var all = string.Concat(Form.Values.Append(Url).Append(Body));
        foreach (var needed in (ReadOnlySpan<string>)["{to", "{body}"])
            if (!all.Contains(needed, StringComparison.Ordinal)) wrong.Add($"{key}: no template has {needed.TrimEnd('}')}}}.");
    }

    public bool IsJson => ContentType.Contains("json", StringComparison.OrdinalIgnoreCase);

    private static bool IsWellFormed(string body)
    {
        try
        {
            using var _ = JsonDocument.Parse(HttpTemplate.Fill(body, HttpTemplate.Sample, HttpEscape.Json));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
