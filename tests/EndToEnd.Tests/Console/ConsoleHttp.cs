using System.Net;
using System.Net.Sockets;

namespace Sms.EndToEnd;

/// <summary>A browser without a screen or a script: follows nothing, keeps the console's cookie.</summary>
/// <param name="from">The address it comes from; null: any of this machine's.</param>
internal sealed class ConsoleHttp(Uri gateway, IPAddress? from = null) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (to, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (from is not null) socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Loopback, to.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = gateway };

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
