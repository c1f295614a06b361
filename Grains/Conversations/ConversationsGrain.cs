using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Sms;

[GrainType("conversations"), StatelessWorker, Reentrant]
internal sealed class ConversationsGrain(IConversationStore store, IProfileStore profiles, ILedger ledger, IOptions<ConversationOptions> options) : Grain, IConversationsGrain
{
    /// <summary>What a human needs to decide; the rest is in the events.</summary>
    private const int Shown = 50;

    public async Task<ConversationPage> QueryAsync(ConversationQuery query)
    {
        var found = await store.ReadAsync(query.Flagged, PlaceOf(query.Cursor), query.Size + 1);
        var page = await Task.WhenAll(found.Take(query.Size).Select(ReadAsync));
        var next = found.Count > query.Size ? string.Create(CultureInfo.InvariantCulture, $"{page[^1].TextedAt.ToUnixTimeMilliseconds()}-{page[^1].Person.Value}") : null;
        return new ConversationPage(page, next);
    }

    public async Task<Conversation?> GetAsync(SubscriberId id) =>
        await profiles.ReadAsync(id) is { TextedAt: not null } person ? await ReadAsync(person) : null;

    private async Task<Conversation> ReadAsync(Profile person)
    {
        var texts = (await ledger.ReadAsync(StreamId.Of(person.Id))).Where(fact => fact.Metric == Metric.SentSms).TakeLast(Shown);
        return new Conversation
        {
            Person = person.Id,
            Phone = person.Phone,
            Consent = person.Consent,
            TextedAt = person.TextedAt!.Value,
            TextedTo = person.TextedTo,
            FlaggedAt = person.FlaggedAt,
            DecideBy = person.FlaggedAt + options.Value.DecideWithin,
            Texts = [.. texts.Select(fact => new ConversationText(fact.At, fact.Body, InboundDetail.Read(fact.Detail).Heard ?? HeardLabels.Text))],
            Source = SourceId.OfConversation(person.Id),
        };
    }

    /// <summary>A cursor that is none of ours begins at the beginning.</summary>
    private static ConversationPlace? PlaceOf(string? cursor)
    {
        var dash = cursor?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash > 0 && long.TryParse(cursor.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 253_402_300_800_000
            && SubscriberId.TryParse(cursor![(dash + 1)..], out var person)
            ? new ConversationPlace(DateTimeOffset.FromUnixTimeMilliseconds(at), person) : null;
    }
}
