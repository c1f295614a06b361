namespace Sms;

/// <summary>Rows that several statements return, column by column as their files list them.</summary>
internal static class Rows
{
    extension(LedgerRow row)
    {
        /// <summary>A person whose columns begin at <paramref name="first"/>; null when an outer join found none.</summary>
        public Profile? Profile(int first = 0) => row.IsNull(first) ? null : new Profile
        {
            Id = new SubscriberId(row.Text(first)),
            Phone = row.Text(first + 1),
            Country = row.Text(first + 2),
            Email = row.TextOrNull(first + 3),
            ExternalId = row.TextOrNull(first + 4),
            Attributes = row.Text(first + 5),
            Consent = (SmsConsent)row.Short(first + 6),
            ConsentAt = row.TimeOrNull(first + 7),
            ConsentMethod = row.TextOrNull(first + 8),
            Suppression = row.TextOrNull(first + 9),
            Created = row.Time(first + 10),
            Updated = row.Time(first + 11),
            Revision = row.Number(first + 12),
            StreamVersion = row.Integer(first + 13),
            FlaggedAt = row.TimeOrNull(first + 14),
            TextedAt = row.TimeOrNull(first + 15),
            TextedTo = row.TextOrNull(first + 16),
            Transactional = row.IsNull(first + 17) ? null : new ChannelConsent(
                (SmsConsent)row.Short(first + 17), row.Time(first + 18), row.TextOrNull(first + 19), row.TextOrNull(first + 20), row.Time(first + 21)),
            ConsentDetail = row.TextOrNull(first + 22),
            ConsentRecordedAt = row.TimeOrNull(first + 23),
        };

        public ErasedPerson ErasedPerson() => new(new SubscriberId(row.Text(0)), row.Time(1), row.Number(2), row.Integer(3), row.TextOrNull(4));

        public LedgerEvent Event() => new()
        {
            Stream = new StreamId(row.Text(1), row.Integer(0)),
            Version = row.Integer(2),
            Id = row.Id(3),
            Metric = (Metric)row.Short(4),
            At = row.Time(5),
            Subscriber = new SubscriberId(row.Text(6)),
            Source = row.Source(7),
            Message = row.Message(8),
            From = row.TextOrNull(9),
            Carrier = row.TextOrNull(10),
            Country = row.TextOrNull(11),
            Failure = (FailureType)row.Short(12),
            Segments = row.Short(13),
            SentAt = row.TimeOrNull(14),
            ProviderId = row.TextOrNull(15),
            VendorCode = row.TextOrNull(16),
            Body = row.TextOrNull(17),
            Raw = row.TextOrNull(18),
            Detail = row.TextOrNull(19),
            ValueMicros = row.NumberOrNull(20),
        };

        /// <summary>An event as clients see it: 15 columns, with the person's after them if <paramref name="withProfile"/>.</summary>
        public RecordedEvent RecordedEvent(bool withProfile) => new()
        {
            Id = row.Id(0),
            Metric = (Metric)row.Short(1),
            At = row.Time(2),
            Subscriber = new SubscriberId(row.Text(3)),
            Source = row.Source(4),
            Message = row.Message(5),
            From = row.TextOrNull(6),
            Carrier = row.TextOrNull(7),
            Country = row.TextOrNull(8),
            Failure = (FailureType)row.Short(9),
            Segments = row.Short(10),
            SentAt = row.TimeOrNull(11),
            VendorCode = row.TextOrNull(12),
            Detail = row.TextOrNull(13),
            ValueMicros = row.NumberOrNull(14),
            Profile = withProfile ? row.Profile(15) : null,
        };

        public SourceId? Source(int column) => row.TextOrNull(column) is { } source ? new SourceId(source) : null;

        public MessageId? Message(int column) => row.TextOrNull(column) is { } message ? new MessageId(message) : null;
    }
}
