namespace Sms;

/// <summary>What people may ask of whoever holds their data: to have it, and to have it gone. Stateless.</summary>
[Alias("sms.IPrivacyGrain")]
public interface IPrivacyGrain : IGrainWithIntegerKey
{
    /// <summary>Erases people, known here or not. Completes when nobody of them can be texted any more and their rows, texts and details are gone.</summary>
    [Alias("erase")] Task EraseAsync(IReadOnlyList<SubscriberId> people);

    /// <summary>Everything that is kept about a person; null when there is no such person.</summary>
    [Alias("export")] Task<PersonExport?> ExportAsync(SubscriberId id);

    /// <summary>Erases again what was in flight at the time of recent erasures. Returns when to ask again; null when nobody was erased lately.</summary>
    [Alias("scrub")] Task<TimeSpan?> ScrubAsync();
}

/// <param name="Texts">The messages, oldest first, with their bodies.</param>
/// <param name="Events">All that happened, oldest first.</param>
[GenerateSerializer, Immutable, Alias("person-export")]
public sealed record PersonExport(
    [property: Id(0)] Profile Profile, [property: Id(1)] IReadOnlyList<ListId> Lists, [property: Id(2)] IReadOnlyList<ConsentRecord> Consent,
    [property: Id(3)] IReadOnlyList<ExportedText> Texts, [property: Id(4)] IReadOnlyList<RecordedEvent> Events);

[GenerateSerializer, Immutable, Alias("exported-text")]
public sealed record ExportedText(
    [property: Id(0)] MessageId Message, [property: Id(1)] DateTimeOffset At, [property: Id(2)] string? From, [property: Id(3)] string? Body);
