namespace Sms;

/// <summary>
/// The port to a wireless provider. One adapter per vendor protocol, one instance per configured carrier. Thread-safe.
/// </summary>
public interface ICarrier
{
    /// <summary>The configured name: part of the callback URL and of every event.</summary>
    string Name { get; }

    /// <summary>
    /// Hands the message over, in one attempt. Never throws for what a carrier can do: a definite no is <see cref="SubmitKind.Refused"/>,
    /// a definite "not now" <see cref="SubmitKind.Throttled"/>, and time-out, reset or 5xx after the request left <see cref="SubmitKind.Unknown"/>.
    /// A connection that was never made is <see cref="SubmitKind.Throttled"/>: certainly not sent.
    /// </summary>
    Task<SubmitReply> SubmitAsync(CarrierMessage message, CancellationToken cancellation);

    /// <summary>Verifies the signature over the raw bytes and reads the callback. Pure: no I/O, no state.</summary>
    CallbackReading Read(CarrierCallback callback, DateTimeOffset arrivedAt);

    /// <summary>Verifies the signature over the raw bytes and reads a person's text. Pure: no I/O, no state.</summary>
    InboundReading ReadInbound(CarrierCallback callback, DateTimeOffset arrivedAt) => InboundReading.Unsupported;

    /// <summary>What the provider knows of a message; null when it knows nothing.</summary>
    /// <exception cref="CarrierUnreachableException">The provider did not answer.</exception>
    Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation);

    /// <summary>
    /// Messages the provider created for this recipient since then, oldest first: how a submit without an answer is settled.
    /// </summary>
    /// <exception cref="CarrierUnreachableException">The provider did not answer, or keeps no such list.</exception>
    Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>
    /// A page of all messages the provider dates to this day (UTC), in any order; null when it offers no such list. <paramref name="after"/> is the
    /// <see cref="CarrierPage.Next"/> of the page before, null for the first.
    /// </summary>
    /// <exception cref="CarrierUnreachableException">The provider did not answer.</exception>
    Task<CarrierPage?> ListAsync(DateOnly day, string? after, CancellationToken cancellation) => Task.FromResult<CarrierPage?>(null);

    /// <summary>
    /// True for a carrier whose receipts name a message by the provider's id and nothing else (SMPP). Each id is then noted with the acceptance, which costs a row per
    /// message (or part); a receipt that overtakes it is parked and joined.
    /// </summary>
    bool ReportsByProviderId => false;

    /// <summary>
    /// Submits the carrier has under way at once, where its protocol bounds them; null where it does not. More than that would wait inside it, with their
    /// intents written already: a crash would leave them unknown.
    /// </summary>
    int? MostAtOnce => null;

    /// <summary>
    /// Whether a message that <see cref="FindAsync"/> does not find was certainly never created. False where the provider's records appear late:
    /// then absence proves nothing.
    /// </summary>
    bool AbsenceProves => true;
}

/// <param name="Id">Ours; part of the status callback's URL.</param>
/// <param name="To">E.164.</param>
/// <param name="From">E.164 or short code.</param>
public sealed record CarrierMessage(MessageId Id, string To, string From, string Body)
{
    /// <summary>
    /// How long the provider may try to deliver it: until the recipient's quiet hours begin. Null: as long as it likes. Passed on where the vendor takes such a
    /// thing, within the vendor's bounds.
    /// </summary>
    public TimeSpan? Validity { get; init; }
}

public enum SubmitKind : byte { Accepted, Refused, Throttled, Unknown }

public enum ThrottleCause : byte
{
    /// <summary>The provider asked for fewer at a time.</summary>
    Rate,
    /// <summary>The provider turns the account away.</summary>
    Account,
    /// <summary>No connection was made.</summary>
    Unreachable,
    /// <summary>The provider keeps not answering, and is left alone for a while.</summary>
    Breaker,
}

/// <summary>A carrier's answer to a submit.</summary>
public sealed record SubmitReply
{
    public required SubmitKind Kind { get; init; }
    public string? ProviderId { get; init; }
    public string? VendorCode { get; init; }
    public FailureType Failure { get; init; }
    /// <summary>For people: the vendor's text, or what the connection died of.</summary>
    public string? Detail { get; init; }
    /// <summary>
    /// Parts of a long message as the provider counts them, when its receipts speak of each part by itself (<see cref="DeliveryReceipt.Part"/>); else 0.
    /// A receipt that overtakes this answer is weighed against our own count.
    /// </summary>
    public int Parts { get; init; }
    /// <summary>The provider's ids of those parts, where receipts name nothing else (<see cref="ICarrier.ReportsByProviderId"/>).</summary>
    public IReadOnlyList<string>? PartIds { get; init; }
    /// <summary>For <see cref="SubmitKind.Throttled"/>: the wait the provider asked for.</summary>
    public TimeSpan? RetryAfter { get; init; }
    /// <summary>For <see cref="SubmitKind.Throttled"/>: what stood in the way.</summary>
    public ThrottleCause Cause { get; init; }
    /// <summary>For <see cref="SubmitKind.Throttled"/>: because of the account (credentials, rights, funds), for every message alike and until somebody acts.</summary>
    public bool TurnedAway => Cause == ThrottleCause.Account;

    public static SubmitReply Accepted(string providerId) => new() { Kind = SubmitKind.Accepted, ProviderId = providerId };
    public static SubmitReply Refused(string? code, FailureType failure, string? detail) =>
        new() { Kind = SubmitKind.Refused, VendorCode = code, Failure = failure, Detail = detail };
    public static SubmitReply Throttled(string? code, string? detail, TimeSpan? retryAfter = null) =>
        new() { Kind = SubmitKind.Throttled, VendorCode = code, Detail = detail, RetryAfter = retryAfter };
    public static SubmitReply Unknown(string? code, string? detail) => new() { Kind = SubmitKind.Unknown, VendorCode = code, Detail = detail };
}

public enum CallbackKind : byte { Receipt, Forged, Malformed, UnknownStatus }

/// <summary>An adapter's reading of a callback. <see cref="Receipt"/> is set for <see cref="CallbackKind.Receipt"/> only.</summary>
/// <param name="Raw">The body with the recipient's number blotted out, for what is parked.</param>
public sealed record CallbackReading(CallbackKind Kind, DeliveryReceipt? Receipt, string? ProviderId, string? VendorStatus, string Raw)
{
    /// <summary>
    /// Our message id as the signed part of the callback names it. Null: the URL itself is signed, and names it. Empty: nothing that is signed
    /// names a message of ours, whatever the URL says.
    /// </summary>
    public string? Message { get; init; }

    public static CallbackReading Forged { get; } = new(CallbackKind.Forged, null, null, null, "");
    public static CallbackReading Malformed { get; } = new(CallbackKind.Malformed, null, null, null, "");
}

/// <summary>A message as the provider has it.</summary>
/// <param name="Body">Empty where the provider does not tell.</param>
public sealed record CarrierRecord(
    string ProviderId, DeliveryStatus Status, string VendorStatus, string? VendorCode, FailureType Failure, string To, string From, string Body,
    DateTimeOffset CreatedAt)
{
    /// <summary>What the provider knows counts like a callback that said so.</summary>
    public DeliveryReceipt ToReceipt(string carrier, ReceiptSource source, DateTimeOffset at) => new()
    {
        Carrier = carrier,
        ProviderId = ProviderId,
        Status = Status,
        VendorStatus = VendorStatus,
        VendorCode = VendorCode,
        Failure = Failure,
        Raw = $"{source.Label()}: {VendorStatus}",
        ArrivedAt = at,
        Source = source,
    };

    /// <summary>Our message id, where the provider keeps what we gave it (a reference, or the callback's URL); null where it does not.</summary>
    public string? Message { get; init; }

    /// <summary>Whether this is that message of ours: by our own id where the record has it, else by words and sender.</summary>
    public bool IsOf(MessageId message, string body, string? from) =>
        Message is null ? Body.Length > 0 && Body == body && From == from : Message == message.Value;
}

/// <param name="Next">Where the next page is; null after the last.</param>
public sealed record CarrierPage(IReadOnlyList<CarrierRecord> Records, string? Next);

/// <summary>The configured carriers by name.</summary>
public interface ICarriers
{
    ICarrier? Find(string name);

    IReadOnlyCollection<string> Names => [];

    /// <summary>False for one that reaches no handset: the sandbox, or another server on this machine.</summary>
    bool ReachesPeople(string name) => true;
}
