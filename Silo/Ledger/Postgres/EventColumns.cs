using Npgsql;

namespace Sms;

/// <summary>Events by column, as the commit statements take them. Reused from batch to batch: a commit allocates next to nothing.</summary>
internal sealed class EventColumns
{
    private readonly List<int> born = [];
    private readonly List<string> stream = [];
    private readonly List<int> version = [];
    private readonly List<Guid> id = [];
    private readonly List<short> metric = [];
    private readonly List<DateTime> at = [];
    private readonly List<string> subscriber = [];
    private readonly List<string?> source = [];
    private readonly List<string?> message = [];
    private readonly List<string?> sender = [];
    private readonly List<string?> carrier = [];
    private readonly List<string?> country = [];
    private readonly List<short> failure = [];
    private readonly List<short> segments = [];
    private readonly List<DateTime?> sentAt = [];
    private readonly List<string?> providerId = [];
    private readonly List<string?> vendorCode = [];
    private readonly List<string?> body = [];
    private readonly List<string?> raw = [];
    private readonly List<string?> detail = [];
    private readonly List<long?> value = [];

    public int Count => born.Count;

    public void Add(LedgerEvent e)
    {
        born.Add(e.Stream.Born);
        stream.Add(e.Stream.Key);
        version.Add(e.Version);
        id.Add(e.Id);
        metric.Add((short)e.Metric);
        at.Add(e.At.ToMillisecond());
        subscriber.Add(e.Subscriber.Value);
        source.Add(e.Source?.Value);
        message.Add(e.Message?.Value);
        sender.Add(e.From);
        carrier.Add(e.Carrier);
        country.Add(e.Country);
        failure.Add((short)e.Failure);
        segments.Add(e.Segments);
        sentAt.Add(e.SentAt?.ToMillisecond());
        providerId.Add(StorableText.Of(e.ProviderId));
        vendorCode.Add(StorableText.Of(e.VendorCode));
        body.Add(StorableText.Of(e.Body));
        raw.Add(StorableText.Of(e.Raw));
        detail.Add(StorableText.Of(e.Detail));
        value.Add(e.ValueMicros);
    }

    /// <summary>Binds the columns once, in the statements' order: the lists stay, their content changes.</summary>
    public void BindTo(NpgsqlParameterCollection parameters)
    {
        parameters.AddList(born);
        parameters.AddList(stream);
        parameters.AddList(version);
        parameters.AddList(id);
        parameters.AddList(metric);
        parameters.AddList(at);
        parameters.AddList(subscriber);
        parameters.AddList(source);
        parameters.AddList(message);
        parameters.AddList(sender);
        parameters.AddList(carrier);
        parameters.AddList(country);
        parameters.AddList(failure);
        parameters.AddList(segments);
        parameters.AddList(sentAt);
        parameters.AddList(providerId);
        parameters.AddList(vendorCode);
        parameters.AddList(body);
        parameters.AddList(raw);
        parameters.AddList(detail);
        parameters.AddList(value);
    }

    public void Clear()
    {
        born.Clear();
        stream.Clear();
        version.Clear();
        id.Clear();
        metric.Clear();
        at.Clear();
        subscriber.Clear();
        source.Clear();
        message.Clear();
        sender.Clear();
        carrier.Clear();
        country.Clear();
        failure.Clear();
        segments.Clear();
        sentAt.Clear();
        providerId.Clear();
        vendorCode.Clear();
        body.Clear();
        raw.Clear();
        detail.Clear();
        value.Clear();
    }
}
