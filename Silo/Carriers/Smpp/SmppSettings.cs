namespace Sms;

/// <summary>How to speak to one provider; see <see cref="SmppOptions"/>.</summary>
internal sealed record SmppSettings
{
    public required string Name { get; init; }
    /// <summary>Asked for each connection: the sandbox's address is known only after it listens.</summary>
    public required Func<Uri> Address { get; init; }
    public required string SystemId { get; init; }
    public required string Password { get; init; }
    public string SystemType { get; init; } = "";
    public string ServiceType { get; init; } = "";
    public int Sessions { get; init; } = 1;
    public int Window { get; init; } = 10;
    public TimeSpan EnquireLink { get; init; } = TimeSpan.FromSeconds(30);
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);
    public TimeSpan SubmitTimeout { get; init; } = TimeSpan.FromSeconds(20);
    public bool Gsm { get; init; } = true;
    public SmppLongMessages LongMessages { get; init; }
    public byte ShortCodeType { get; init; } = SmppAddress.NetworkSpecific;
    public SmppIdBase AnswerIds { get; init; }
    public SmppIdBase ReceiptIds { get; init; }

    /// <summary>Bytes that fit into a message that is not joined.</summary>
    public int LongestPart(byte coding) => coding == SmppAlphabet.Ucs2 ? 140 : 160;
}
