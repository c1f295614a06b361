using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Sms;

/// <summary>Twilio's Messages API (https://www.twilio.com/docs/messaging/api/message-resource), which also the sandbox speaks.</summary>
internal sealed class TwilioCarrier : ICarrier
{
    /// <summary>Of <c>ValidityPeriod</c>, which is also what holds when none is given.</summary>
    private static readonly TimeSpan LongestValidity = TimeSpan.FromSeconds(36_000);

    private readonly CarrierHttp http;
    private readonly TwilioCallbackReader reader;
    private readonly TwilioLookup lookup;
    private readonly string callbackBase;
    private readonly string messagesPath;
    private readonly AuthenticationHeaderValue authorization;

    public TwilioCarrier(CarrierHttp http, string accountSid, string authToken, TwilioCallbackReader reader, string callbackBase)
    {
        (this.http, this.reader, this.callbackBase) = (http, reader, callbackBase);
        messagesPath = $"/2010-04-01/Accounts/{Uri.EscapeDataString(accountSid)}/Messages";
        authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{accountSid}:{authToken}")));
        lookup = new TwilioLookup(http, messagesPath, authorization);
    }

    public string Name => http.Name;

    public Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        var content = new OneShotContent(Form(message), "application/x-www-form-urlencoded");
        return http.SubmitAsync(message.Id, new CarrierRequest(http.At(messagesPath + ".json"), content) { Authorization = authorization }, TwilioReply.Weigh, cancellation);
    }

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.Read(callback, arrivedAt);

    public InboundReading ReadInbound(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.ReadInbound(callback);

    public Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation) => lookup.FetchAsync(providerId, cancellation);

    /// <inheritdoc/>
    /// <remarks>The provider's clock is taken for ours, to the second; a caller that fears a skew asks from earlier on.</remarks>
    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        lookup.FindAsync(to, since, cancellation);

    public async Task<CarrierPage?> ListAsync(DateOnly day, string? after, CancellationToken cancellation) => await lookup.ListAsync(day, after, cancellation);

    private ReadOnlyMemory<byte> Form(CarrierMessage message)
    {
        var form = new FormWriter();
        form.Add("To"u8, message.To);
        form.Add("From"u8, message.From);
        form.Add("Body"u8, message.Body);
        if (message.Validity < LongestValidity) form.Add("ValidityPeriod"u8, Validity.Count(message.Validity.Value, TimeSpan.FromSeconds(1), least: 1));
        // The fragment asks for five retries of any failure; without it a 503 of ours loses the receipt.
        form.Add("StatusCallback"u8, CallbackAddress.Of(callbackBase, Name, message.Id) + "#rc=5&rp=all");
        return form.Written;
    }
}
