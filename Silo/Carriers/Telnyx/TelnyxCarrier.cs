using System.Net.Http.Headers;

namespace Sms;

/// <summary>Telnyx' Messaging API v2 (https://developers.telnyx.com/api/messaging/send-message).</summary>
internal sealed class TelnyxCarrier(CarrierHttp http, TelnyxOptions options, TelnyxCallbackReader reader, string callbackBase) : ICarrier
{
    private readonly AuthenticationHeaderValue authorization = new("Bearer", options.ApiKey);
    private readonly TelnyxLookup lookup = new(http, new("Bearer", options.ApiKey), callbackBase);

    public static CarrierVocabulary Words { get; } = CarrierVocabulary.Of("Telnyx");

    public string Name => http.Name;

    /// <summary>Detail records are written some time after the message.</summary>
    public bool AbsenceProves => false;

    public Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        var callback = CallbackAddress.Of(callbackBase, Name, message.Id);
        var body = CarrierJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteText("from"u8, message.From);
            w.WriteText("to"u8, message.To);
            w.WriteText("text"u8, message.Body);
            w.WriteString("type"u8, "SMS"u8);
            if (options.MessagingProfileId is { } profile) w.WriteString("messaging_profile_id"u8, profile);
            // Each address is tried three times: as its own fail-over, ours is tried six times.
            w.WriteString("webhook_url"u8, callback);
            w.WriteString("webhook_failover_url"u8, callback);
            w.WriteBoolean("use_profile_webhooks"u8, false);
            w.WriteEndObject();
        });
        var request = new CarrierRequest(http.At("/v2/messages"), new OneShotContent(body, "application/json")) { Authorization = authorization };
        return http.SubmitAsync(message.Id, request, TelnyxReply.Weigh, cancellation);
    }

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.Read(callback, arrivedAt);

    public InboundReading ReadInbound(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.ReadInbound(callback, arrivedAt);

    public Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation) => lookup.FetchAsync(providerId, cancellation);

    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        lookup.FindAsync(to, since, cancellation);
}
