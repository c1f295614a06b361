namespace Sms;

/// <summary>A subscription job, read and checked.</summary>
internal sealed record SubscriptionOrder(
    IReadOnlyList<SubscriptionOrder.Person> People, ListId? List, string? CustomSource, bool Historical, string? Method)
{
    private const string At = "/data/attributes/profiles/data";

    /// <exception cref="RefusedException">400 that names every field that does not fit.</exception>
    public static SubscriptionOrder Read(RequestDocument<SubscriptionJobInput> body, string type, string consent, int most, DateTimeOffset now)
    {
        var problems = new Problems();
        problems.CheckType(body.Data?.Type, type);
        var historical = body.Data?.Attributes?.HistoricalImport ?? false;
        var people = new List<Person>();
        var record = body.Data?.Attributes?.ConsentRecord;
        var evidence = record?.Read("/data/attributes/consent_record", problems);
        if (problems.Require(body.Data?.Attributes?.Profiles?.Data, At))
        {
            var profiles = problems.Whole(body.Data!.Attributes!.Profiles!.Data, At);
            if (profiles.Count == 0 || profiles.Count > most) problems.Add(At, $"1 to {most} profiles were expected.");
            else
                for (var i = 0; i < profiles.Count; i++) people.Add(ReadPerson(profiles[i], $"{At}/{i}", consent, historical, evidence, now, problems));
        }
        if (body.Data?.Attributes?.CustomSource?.Length > 255) problems.Add("/data/attributes/custom_source", "At most 255 characters.", "too_long");
        var list = ReadList(body.Data?.Relationships?.List, problems);
        problems.ThrowIfAny();
        return new SubscriptionOrder(people, list, body.Data!.Attributes!.CustomSource, historical, record?.Method);
    }

    private static Person ReadPerson(
        RequestResource<ProfileInput> profile, string at, string consent, bool historical, ConsentEvidence? evidence, DateTimeOffset now, Problems problems)
    {
        problems.CheckType(profile.Type, "profile", at + "/type");
        SubscriberId? id = SubscriberId.TryParse(profile.Id, out var parsed) ? parsed : null;
        if (profile.Id is not null && id is null) problems.Add(at + "/id", "This is not the id of a profile.");
        var attributes = profile.Attributes;
        var phone = attributes?.PhoneNumber.Value;
        if (phone is null && profile.Id is null) problems.Add(at + "/attributes/phone_number", "A phone_number or an id is required.", "required");
        var place = at + "/attributes/subscriptions/sms";
        var (marketing, transactional) = (attributes?.Subscriptions?.Sms?.Marketing, attributes?.Subscriptions?.Sms?.Transactional);
        // Unsubscribing needs no more than a name; a yes must be said in so many words.
        if (marketing is null && transactional is null && (consent == "SUBSCRIBED" || attributes?.Subscriptions is not null))
            problems.Add(place + "/marketing/consent", $"'{consent}' is required here, or under transactional; this product sends text messages only.", "required");
        var channels = (marketing is null ? ConsentChannels.None : ConsentChannels.Marketing) | (transactional is null ? ConsentChannels.None : ConsentChannels.Transactional);
        return new Person(id, phone, attributes?.Email.Value, Time("marketing", marketing), Time("transactional", transactional))
        {
            Channels = channels == ConsentChannels.None ? ConsentChannels.All : channels,
            Evidence = Evidence("marketing", marketing) ?? Evidence("transactional", transactional) ?? evidence,
        };

        DateTimeOffset? Time(string channel, ConsentInput? given)
        {
            if (given is null) return null;
            if (given.Consent != consent) problems.Add($"{place}/{channel}/consent", $"'{consent}' was expected here.");
            return ReadTime(given.ConsentedAt, $"{place}/{channel}/consented_at", historical, now, problems);
        }

        ConsentEvidence? Evidence(string channel, ConsentInput? given) => given?.Record?.Read($"{place}/{channel}/record", problems);
    }

    public static DateTimeOffset? ReadTime(string? text, string at, bool historical, DateTimeOffset now, Problems problems)
    {
        if (text is null)
        {
            // Without it, an old yes would count as one given now and undo a later no.
            if (historical) problems.Add(at, "A historical import says when consent was given.", "required");
            return null;
        }
        if (!Instant.TryParse(text, out var time)) problems.Add(at, "A date and time in ISO 8601 was expected.");
        else if (time > now) problems.Add(at, "Consent cannot be given in the future.");
        else return time;
        return null;
    }

    private static ListId? ReadList(RequestRelationship? relationship, Problems problems)
    {
        if (relationship?.Data is not { } data) return null;
        if (ListId.TryParse(data.Id, out var list)) return list;
        problems.Add("/data/relationships/list/data/id", "This is not the id of a list.");
        return null;
    }

    internal sealed record Person(SubscriberId? Id, string? Phone, string? Email, DateTimeOffset? ConsentedAt, DateTimeOffset? TransactionalAt)
    {
        /// <summary>What is given or taken away; everything when an unsubscription does not say.</summary>
        public required ConsentChannels Channels { get; init; }
        public ConsentEvidence? Evidence { get; init; }
    }
}
