namespace Sms.Benchmarks;

/// <summary>The lives of a campaign's messages: submitted, accepted, received.</summary>
internal sealed class LedgerLives
{
    /// <summary>Events in a life.</summary>
    public const int Events = 3;

    private const string Body = "Hello Maria, our autumn sale starts today: 20% off everything with code LEAF20 until Sunday. example.com/s/Ab3dE Reply STOP to opt out";
    private const string Raw = "MessageSid=SM0123456789abcdef0123456789abcdef&MessageStatus=delivered&To=&From=%2B15550001234&AccountSid=AC0123456789abcdef0123456789abcdef&ApiVersion=2010-04-01&RawDlrDoneDate=2611231142";
    private readonly SourceId source = SourceId.Of(new CampaignId(Ulid.NewUlid().ToString()));
    private readonly DateTimeOffset launched = TimeProvider.System.GetUtcNow();

    public IEnumerable<LedgerEntry> Of(int ordinal)
    {
        var id = MessageId.Of(source, launched, ordinal);
        var subscriber = new SubscriberId(Subscriber(ordinal));
        var sent = TimeProvider.System.GetUtcNow();
        var intent = Next(id, subscriber, 1, Metric.Submitting, sent) with { Body = Body };
        yield return new LedgerEntry(intent.Stream, [intent]);
        yield return new LedgerEntry(intent.Stream, [Next(id, subscriber, 2, Metric.RelayedSms, sent) with { ProviderId = "SM" + Guid.CreateVersion7().ToString("N") }]);
        yield return new LedgerEntry(intent.Stream, [Next(id, subscriber, 3, Metric.ReceivedSms, sent) with { Raw = Raw }]);
    }

    private LedgerEvent Next(MessageId id, SubscriberId subscriber, int version, Metric metric, DateTimeOffset sent)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new LedgerEvent
        {
            Id = Guid.CreateVersion7(now),
            Stream = StreamId.Of(id),
            Version = version,
            Metric = metric,
            At = now,
            Subscriber = subscriber,
            Source = source,
            Message = id,
            From = "+15550001234",
            Carrier = "sandbox",
            Country = "US",
            Segments = 1,
            SentAt = sent,
        };
    }

    /// <summary>As spread as the hashes they stand for.</summary>
    private static string Subscriber(int ordinal)
    {
        var bits = ((ulong)ordinal + 1) * 0x9E3779B97F4A7C15;
        return string.Create(26, bits, static (text, seed) =>
        {
            for (var i = 0; i < text.Length; i++, seed = seed * 6364136223846793005 + 1442695040888963407) text[i] = "abcdefghijklmnopqrstuvwxyz234567"[(int)(seed >> 59)];
        });
    }
}
