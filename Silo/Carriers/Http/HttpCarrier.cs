using System.Text;

namespace Sms;

/// <summary>A provider described by configuration. It cannot be asked for messages: a submit without an answer is settled by its receipt.</summary>
internal sealed class HttpCarrier(CarrierHttp http, HttpSubmitOptions submit, HttpReply reply, HttpCallbackReader reader, HttpInboundReader? inbound, HttpCallbackGuard guard) : ICarrier
{
    public string Name => http.Name;

    public bool AbsenceProves => false;

    public Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        var values = HttpTemplate.Values(message, guard.AddressOf(message.Id));
        var url = HttpTemplate.Fill(submit.Url!, values, HttpEscape.Url);
        var request = new CarrierRequest(url.StartsWith('/') ? http.At(url) : new Uri(url), Content(values))
        {
            Method = new HttpMethod(submit.Method),
            Headers = [.. submit.Headers.Select(header => KeyValuePair.Create(header.Key, OneLine(HttpTemplate.Fill(header.Value, values, HttpEscape.None))))],
        };
        return http.SubmitAsync(message.Id, request, reply.Weigh, cancellation);
    }

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.Read(callback, arrivedAt);

    public InboundReading ReadInbound(CarrierCallback callback, DateTimeOffset arrivedAt) => inbound?.Read(callback, arrivedAt) ?? InboundReading.Unsupported;

    public Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation) =>
        Task.FromException<CarrierRecord?>(new CarrierUnreachableException("This carrier has no look-up."));

    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromException<IReadOnlyList<CarrierRecord>>(new CarrierUnreachableException("This carrier has no look-up."));

    /// <summary>A GET has an empty one: it too leaves at most once.</summary>
    private OneShotContent Content(Dictionary<string, string> values)
    {
        if (submit.Body is null && submit.Form.Count == 0) return new OneShotContent(default, "text/plain");
        if (submit.Body is null)
        {
            var form = string.Join('&', submit.Form.Select(field => Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(HttpTemplate.Fill(field.Value, values, HttpEscape.None))));
            return new OneShotContent(Encoding.UTF8.GetBytes(form), HttpSubmitOptions.FormType);
        }
        var escape = submit.IsJson ? HttpEscape.Json : submit.ContentType.Contains("xml", StringComparison.OrdinalIgnoreCase) ? HttpEscape.Xml : HttpEscape.None;
        return new OneShotContent(Encoding.UTF8.GetBytes(HttpTemplate.Fill(submit.Body, values, escape)), submit.ContentType);
    }

    private static string OneLine(string value) => value.ReplaceLineEndings(" ");
}
