using System.Net.Http.Headers;

namespace Sms;

/// <summary>One submit as it goes out.</summary>
internal sealed record CarrierRequest(Uri Address, OneShotContent Content)
{
    public HttpMethod Method { get; init; } = HttpMethod.Post;
    public AuthenticationHeaderValue? Authorization { get; init; }
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Address) { Content = Content };
        message.Headers.Authorization = Authorization;
        foreach (var (name, value) in Headers) message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }
}
