using System.Net;
using System.Security.Cryptography;
using System.Text;
using Sms.Testing;

namespace Sms.EndToEnd;

/// <summary>A status callback made by hand, as the provider documents it.</summary>
internal sealed record Callback(Uri Gateway, string Path, IReadOnlyDictionary<string, string> Parameters)
{
    private const string Token = "sandbox-token";

    public static Callback For(EmbeddedApp app, string message, string status, string? errorCode = null)
    {
        var parameters = new Dictionary<string, string>
        {
            ["AccountSid"] = "AC5a4db0c5000000000000000000000001",
            ["MessageSid"] = "SM" + new string('7', 32),
            ["MessageStatus"] = status,
            ["ApiVersion"] = "2010-04-01",
        };
        if (errorCode is not null) parameters["ErrorCode"] = errorCode;
        return new Callback(app.Gateway, "/carriers/sandbox/status/" + message, parameters);
    }

    /// <summary>The address the provider was given, which it signs.</summary>
    public string Url => Gateway.AbsoluteUri.TrimEnd('/') + Path;

    /// <summary>HMAC-SHA1 over the URL and the sorted parameters, keyed by the account's token.</summary>
    public string Sign(string? url = null, string token = Token)
    {
        var text = (url ?? Url) + string.Concat(Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + pair.Value));
#pragma warning disable CA5350 // The provider's choice.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    public async Task<HttpResponseMessage> PostAsync(string? signature, string query = "")
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Url + query)) { Content = new FormUrlEncodedContent(Parameters) };
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Twilio-Signature", signature);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpStatusCode> StatusOfAsync(string? signature, string query = "")
    {
        using var answer = await PostAsync(signature, query);
        return answer.StatusCode;
    }
}
