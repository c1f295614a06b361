namespace Sms.Testing;

/// <summary>Events as grains make them, around one campaign.</summary>
internal sealed class LedgerFacts(DateTimeOffset now)
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    public DateTimeOffset Now { get; } = now;
    public CampaignId Campaign { get; } = new(Ulid.NewUlid().ToString());
    public SourceId Source => SourceId.Of(Campaign);
    public int Born => Message(0).Born;

    public MessageId Message(int ordinal) => MessageId.Of(Source, Now, ordinal);

    public static SubscriberId Person(int number) => new(string.Create(26, number, static (text, seed) =>
    {
        var bits = ((ulong)seed + 1) * 0x9E3779B97F4A7C15;
        for (var i = 0; i < text.Length; i++, bits = bits * 6364136223846793005 + 1442695040888963407) text[i] = Base32[(int)(bits >> 59)];
    }));

    public LedgerEvent Event(int ordinal, int version, Metric metric, DateTimeOffset? at = null)
    {
        var time = at ?? Now;
        return new LedgerEvent
        {
            Id = Guid.CreateVersion7(time),
            Stream = StreamId.Of(Message(ordinal)),
            Version = version,
            Metric = metric,
            At = time,
            Subscriber = Person(ordinal),
            Source = Source,
            Message = Message(ordinal),
            From = "+15550001234",
            Carrier = "sandbox",
            Country = "US",
            Segments = 2,
            SentAt = Now,
        };
    }

    public LedgerEntry Entry(int ordinal, int version, params ReadOnlySpan<Metric> metrics)
    {
        var events = new List<LedgerEvent>();
        foreach (var metric in metrics) events.Add(Event(ordinal, version + events.Count, metric));
        return new LedgerEntry(events[0].Stream, events);
    }

    /// <summary>An event of a person's own stream.</summary>
    public LedgerEvent PersonEvent(SubscriberId person, int version, Metric metric) => new()
    {
        Id = Guid.CreateVersion7(Now),
        Stream = StreamId.Of(person),
        Version = version,
        Metric = metric,
        At = Now,
        Subscriber = person,
    };

    public static ProfileWriteRow Row(int number, DateTimeOffset? consentAt = null, string? attributes = null) => new(
        Person(number), $"+1555{number:0000000}", "US", null, null, attributes, consentAt);
}
