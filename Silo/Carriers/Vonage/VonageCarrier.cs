namespace Sms;

/// <summary>Vonage's SMS API (https://developer.vonage.com/en/api/sms). It answers 200 to everything it reads, and says in the body what became of each part.</summary>
internal sealed class VonageCarrier(
    CarrierHttp http, string apiKey, string apiSecret, VonageCallbackReader reader, VonageLookup lookup, string callbackBase) : ICarrier
{
    /// <summary>Of <c>client-ref</c>.</summary>
    private const int LongestReference = 40;

    /// <summary>Of <c>ttl</c>: what holds when none is given, and the least in milliseconds.</summary>
    private static readonly TimeSpan LongestValidity = TimeSpan.FromHours(72);
    private const long LeastValidity = 20_000;

    /// <summary>Words and codes of receipts.</summary>
    public static CarrierVocabulary Words { get; } = CarrierVocabulary.Of("Vonage");

    public string Name => http.Name;

    /// <summary>Reports are written some time after the message.</summary>
    public bool AbsenceProves => false;

    public Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation)
    {
        // Its receipts would name no message of ours: better not sent than never confirmed. It takes an ordinal of a hundred million to get here.
        if (message.Id.Value.Length > LongestReference)
            return Task.FromResult(SubmitReply.Refused("client-ref", FailureType.Unknown, $"The message id is longer than the {LongestReference} characters Vonage keeps."));
        var request = new CarrierRequest(http.At("/sms/json"), new OneShotContent(Form(message), "application/x-www-form-urlencoded"));
        return http.SubmitAsync(message.Id, request, VonageReply.Weigh, cancellation);
    }

    public CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.Read(callback, arrivedAt);

    public InboundReading ReadInbound(CarrierCallback callback, DateTimeOffset arrivedAt) => reader.ReadInbound(callback, arrivedAt);

    public Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation) => lookup.FetchAsync(providerId, cancellation);

    public Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation) =>
        lookup.FindAsync(to, since, cancellation);

    private ReadOnlyMemory<byte> Form(CarrierMessage message)
    {
        var form = new FormWriter();
        form.Add("api_key"u8, apiKey);
        form.Add("api_secret"u8, apiSecret);
        form.Add("from"u8, message.From.TrimStart('+'));
        form.Add("to"u8, message.To.TrimStart('+'));
        form.Add("text"u8, message.Body);
        // Without it, characters outside GSM 03.38 arrive as question marks.
        form.Add("type"u8, SmsText.Measure(message.Body).Encoding is SmsEncoding.Ucs2 ? "unicode" : "text");
        form.Add("status-report-req"u8, "1");
        form.Add("client-ref"u8, message.Id.Value);
        if (message.Validity < LongestValidity)
            form.Add("ttl"u8, Validity.Count(message.Validity.Value, TimeSpan.FromMilliseconds(1), LeastValidity));
        form.Add("callback"u8, CallbackAddress.Of(callbackBase, Name, message.Id));
        return form.Written;
    }
}
