using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Sms;

/// <summary>Asks Telnyx what it knows: a message by its id, or detail records by recipient. A detail record has no text, but the callback's address.</summary>
internal sealed class TelnyxLookup(CarrierHttp http, AuthenticationHeaderValue authorization, string callbackBase)
{
    private const int PageSize = 50;
    private const int MostPages = 20;

    /// <summary>Detail records have words of their own beside those of messages.</summary>
    private static readonly FrozenDictionary<string, DeliveryStatus> RecordWords = CarrierVocabulary.ReadStatuses("Telnyx/telnyx-statuses.json", "detail_records");

    public async Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation)
    {
        using var answer = await GetAsync($"/v2/messages/{Uri.EscapeDataString(providerId)}", cancellation);
        if (answer is null) return null;
        var message = answer.RootElement.Child("data");
        var recipient = message.First("to");
        if (message.Text("id") is not { } id || recipient.Text("status") is not { } word) throw new CarrierUnreachableException("The provider's record is incomplete.");
        return Record(
            id, word, TelnyxCarrier.Words.Statuses, message.First("errors").Text("code"), recipient.Text("phone_number"), message.Child("from").Text("phone_number"),
            message.Text("text"), message.Text("received_at"), message.Text("webhook_url"));
    }

    public async Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation)
    {
        var found = new List<CarrierRecord>();
        var from = since.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var query = $"/v2/detail_records?filter[record_type]=messaging&filter[direction]=outbound&filter[cld]={Uri.EscapeDataString(to)}"
            + $"&filter[created_at][gte]={Uri.EscapeDataString(from)}&sort=created_at&page[size]={PageSize}&page[number]=";
        for (var page = 1; page <= MostPages; page++)
        {
            using var answer = await GetAsync(query + page.ToString(CultureInfo.InvariantCulture), cancellation);
            if (answer is null) break;
            var records = answer.RootElement.Child("data");
            if (records.ValueKind != JsonValueKind.Array) throw new CarrierUnreachableException("The provider's answer to a look-up has no records.");
            foreach (var record in records.EnumerateArray())
                if (record.Text("uuid") is { } id && record.Text("status") is { } word)
                    found.Add(Record(
                        id, word, RecordWords, FirstError(record), record.Text("cld"), record.Text("cli"), null, record.Text("created_at"),
                        record.Text("delivery_status_webhook_url")));
            if (records.GetArrayLength() < PageSize) break;
        }
        found.Sort((a, b) => a.CreatedAt.CompareTo(b.CreatedAt));
        return found;
    }

    private Task<JsonDocument?> GetAsync(string path, CancellationToken cancellation) =>
        http.GetAsync(http.At(path), authorization, CarrierJson.Default.JsonDocument, cancellation);

    private static string? FirstError(JsonElement record) =>
        record.First("errors") is { ValueKind: JsonValueKind.String } error ? error.GetString() : null;

    private CarrierRecord Record(
        string id, string word, FrozenDictionary<string, DeliveryStatus> words, string? code, string? to, string? from, string? text, string? createdAt, string? callback)
    {
        // A status this adapter does not know is no news: the message exists, and that much is certain.
        var status = words.GetValueOrDefault(word, DeliveryStatus.Accepted);
        var failure = status is DeliveryStatus.Failed ? TelnyxCarrier.Words.FailureOf(code) : FailureType.None;
        DateTimeOffset.TryParse(createdAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created);
        return new CarrierRecord(id, status, word, code, failure, to ?? "", from ?? "", text ?? "", created)
        {
            Message = CallbackAddress.MessageOf(callbackBase, http.Name, callback) is { Length: > 0 } ours ? ours : null,
        };
    }
}
