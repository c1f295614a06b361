using System.Text;
using System.Text.Json;

namespace Sms;

/// <summary>Requests in and answers out, the same for every language.</summary>
internal static class SandboxAnswers
{
    private const int LargestBody = 64 * 1024;

    public static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Null when it is larger than any message.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.IsCompleted)
            {
                var body = read.Buffer.Length > LargestBody ? null : System.Buffers.BuffersExtensions.ToArray(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            if (read.Buffer.Length > LargestBody) return null;
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The texts and numbers of a JSON object by name; null when the body is none.</summary>
    public static async Task<Dictionary<string, string>?> ReadObjectAsync(HttpRequest request)
    {
        if (await ReadAsync(request) is not { } body) return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
                if (document.RootElement.Text(property.Name) is { } text) fields[property.Name] = text;
            return fields;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The account by Basic authentication.</summary>
    public static bool IsBasic(HttpRequest request, SandboxAccount account) =>
        Is(request, "Basic ", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Sid}:{account.Token}")));

    public static bool IsBearer(HttpRequest request, SandboxAccount account) => Is(request, "Bearer ", account.Token);

    private static bool Is(HttpRequest request, string scheme, string expected)
    {
        var given = request.Headers.Authorization.ToString();
        return given.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && VendorText.Same(expected, given[scheme.Length..].Trim());
    }
}
