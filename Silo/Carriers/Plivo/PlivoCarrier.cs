using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Sms;

/// <summary>Plivo's Message API (https://www.plivo.com/docs/messaging/api/message).</summary>
internal sealed class PlivoCarrier(CarrierHttp http, string authId, string authToken, PlivoCallbackReader reader, string callbackBase) : ICarrier
{
    private readonly AuthenticationHeaderValue authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{authId}:{authToken}")));
    private readonly string messagesPath = $"/v1/Account/{Uri.EscapeDataString(authId)}/Message/";

    public static CarrierVocabulary Words { get; } = CarrierVocabulary.Of("Plivo");

    public string Name => http.Name;

    public bool AbsenceProves => false;

    public Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        var body = CarrierJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteText("src"u8, message.From);
            w.WriteText("dst"u8, message.To);
            w.WriteText("text"u8, message.Body);
            w.WriteString("type"u8, "sms"u8);
            w.WriteString("url"u8, CallbackAddress.Of(callbackBase, Name, message.Id));
            w.WriteString("method"u8, "POST"u8);
            w.WriteEndObject();
        });
        var request = new CarrierRequest(http.At(messagesPath), new OneShotContent(body, "application/json")) { Authorization = authorization };
        return http.SubmitAsync(message.Id, request, PlivoReply.Weigh, cancellation);
    }

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.Read(callback, arrivedAt);

    public InboundReading ReadInbound(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.ReadInbound(callback);

    public async Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(
            http.At($"{messagesPath}{Uri.EscapeDataString(providerId)}/"), authorization, CarrierJson.Default.JsonDocument, cancellation);
        if (answer is null) return null;
        var record = answer.RootElement;
        if (record.Text("message_uuid") is not { } id || record.Text("message_state") is not { } word)
            throw new CarrierUnreachableException("The provider's record is incomplete.");
        var status = Words.Statuses.GetValueOrDefault(word, DeliveryStatus.Accepted);
        var code = record.Text("error_code") is { } given && !given.AsSpan().Trim('0').IsEmpty ? given : null;
        DateTimeOffset.TryParse(record.Text("message_time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created);
        return new CarrierRecord(
            id, status, word, code, status is DeliveryStatus.Failed ? Words.FailureOf(code) : FailureType.None, E164(record.Text("to_number")),
            E164(record.Text("from_number")), "", created);
    }

    /// <summary>Plivo's list has neither a filter by recipient, nor texts, nor callback addresses: nobody could tell which message is whose.</summary>
    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromException<IReadOnlyList<CarrierRecord>>(new CarrierUnreachableException("Plivo keeps no list by recipient; a submit without an answer is settled by its receipt."));

    /// <summary>Plivo writes numbers without '+'.</summary>
    private static string E164(string? number) =>
        number is { Length: > 8 } && !number.AsSpan().ContainsAnyExceptInRange('0', '9') ? "+" + number : number ?? "";
}
