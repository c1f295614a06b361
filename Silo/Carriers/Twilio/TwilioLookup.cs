using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Sms;

/// <summary>Asks the provider what it knows: by its id, or by recipient and day.</summary>
internal sealed class TwilioLookup(CarrierHttp http, string messagesPath, AuthenticationHeaderValue authorization)
{
    private const int PageSize = 200;
    private const int LargestPageSize = 1000;
    /// <summary>A recipient with more messages than this in a day is no recipient of ours.</summary>
    private const int MostPages = 50;

    public async Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation)
    {
        var message = await GetAsync($"{messagesPath}/{Uri.EscapeDataString(providerId)}.json", TwilioJson.Default.TwilioMessage, cancellation);
        return message is null ? null : Record(message) ?? throw new CarrierUnreachableException("The provider's record is incomplete.");
    }

    public async Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation)
    {
        // The filter knows days only, and a message still queued at midnight is dated by the day it is sent: ask from the day before, weigh here.
        var day = since.UtcDateTime.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var from = new DateTimeOffset(since.Ticks - since.Ticks % TimeSpan.TicksPerSecond, since.Offset);
        var found = new List<CarrierRecord>();
        string? next = $"{messagesPath}.json?To={Uri.EscapeDataString(to)}&DateSent%3E={day}&PageSize={PageSize}";
        for (var page = 0; next is not null && page < MostPages; page++)
        {
            var list = await GetAsync(next, TwilioJson.Default.TwilioPage, cancellation);
            foreach (var message in list?.Messages ?? [])
                if (Record(message) is { } record && record.CreatedAt >= from) found.Add(record);
            next = list?.Next;
            // The credentials go to the configured host and nowhere else.
            if (next is not null && (next[..Math.Min(2, next.Length)] is not ['/', not '/']))
                throw new CarrierUnreachableException("The provider's next page is not a path.");
        }
        // Half a list must not pass for the proof that something is not in it.
        if (next is not null) throw new CarrierUnreachableException("The recipient has more messages than can be looked through.");
        found.Sort((a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
        return found;
    }

    public async Task<CarrierPage> ListAsync(DateOnly day, string? after, CancellationToken cancellation)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var list = await GetAsync(
            after ?? $"{messagesPath}.json?DateSent%3E={date}&DateSent%3C={date}&PageSize={LargestPageSize}", TwilioJson.Default.TwilioPage, cancellation);
        if (list?.Next is not (null or ['/', not '/', ..])) throw new CarrierUnreachableException("The provider's next page is not a path.");
        return new CarrierPage([.. (list?.Messages ?? []).Select(Record).OfType<CarrierRecord>()], list?.Next);
    }

    private Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation) where T : class =>
        http.GetAsync(http.At(path), authorization, type, cancellation);

    private static CarrierRecord? Record(TwilioMessage message)
    {
        if (message is not { Sid: { } sid, Status: { } word }) return null;
        // A status this adapter does not know is no news: the message exists, and that much is certain.
        var status = TwilioVocabulary.Statuses.GetValueOrDefault(word, DeliveryStatus.Accepted);
        var code = message.ErrorCode is null or 0 ? null : message.ErrorCode.Value.ToString(CultureInfo.InvariantCulture);
        var failure = status is DeliveryStatus.Failed ? TwilioVocabulary.Words.FailureOf(code) : FailureType.None;
        DateTimeOffset.TryParse(message.DateCreated, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created);
        return new CarrierRecord(sid, status, word, code, failure, message.To ?? "", message.From ?? "", message.Body ?? "", created);
    }
}
