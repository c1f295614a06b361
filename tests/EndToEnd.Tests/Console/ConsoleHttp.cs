using System.Net;

namespace Sms.EndToEnd;

/// <summary>A browser without a screen or a script: follows nothing, keeps the console's cookie.</summary>
internal sealed class ConsoleHttp(Uri gateway) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = gateway };

    public string? Cookie { get; set; }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    public async Task<HttpResponseMessage> SignInAsync(string key, string? origin = "own")
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("key", key)]);
        var answer = await PostAsync("/sign-in", content, origin);
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies)) Cookie = cookies.Single().Split(';')[0];
        return answer;
    }

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content, string? origin = "own")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = content };
        if (origin is not null) request.Headers.Add("Origin", origin == "own" ? gateway.GetLeftPart(UriPartial.Authority) : origin);
        return SendAsync(request);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (Cookie is not null) request.Headers.Add("Cookie", Cookie);
        // A live stream has no end to wait for.
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
