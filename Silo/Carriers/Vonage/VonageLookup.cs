using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Sms;

/// <summary>
/// Asks Vonage's Reports API (https://developer.vonage.com/en/api/reports). It has a record for each part of a message; here they are one record again.
/// </summary>
internal sealed class VonageLookup(CarrierHttp http, Func<Uri> reports, string apiKey, string apiSecret)
{
    private const int MostPages = 20;

    private readonly AuthenticationHeaderValue authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{apiKey}:{apiSecret}")));

    /// <summary>A record of one part speaks for the message only when that was all of it; otherwise the other parts are asked for.</summary>
    public async Task<CarrierRecord?> FetchAsync(string providerId, CancellationToken cancellation)
    {
        var parts = await ReadAsync($"id={Uri.EscapeDataString(providerId)}", cancellation);
        if (parts is not [var part, ..]) return null;
        if (part.Message is null || SmsText.Measure(part.Body).Segments <= 1) return part;
        var all = await FindAsync(part.To, part.CreatedAt.AddMinutes(-1), cancellation);
        return all.FirstOrDefault(record => record.Message == part.Message) is { } whole ? whole with { ProviderId = providerId } : part;
    }

    public async Task<IReadOnlyList<CarrierRecord>> FindAsync(string to, DateTimeOffset since, CancellationToken cancellation)
    {
        var parts = await ReadAsync($"to={Uri.EscapeDataString(to.TrimStart('+'))}&date_start={Time(since)}&date_end={Time(http.Now)}", cancellation);
        return [.. parts.GroupBy(part => part.Message ?? part.ProviderId).Select(Whole).OrderBy(record => record.CreatedAt)];
    }

    /// <summary>Delivered when all parts are, failed when one is.</summary>
    private static CarrierRecord Whole(IEnumerable<CarrierRecord> parts) =>
        parts.FirstOrDefault(part => part.Status is DeliveryStatus.Failed) ?? parts.MinBy(part => part.Status)!;

    private async Task<List<CarrierRecord>> ReadAsync(string filter, CancellationToken cancellation)
    {
        var found = new List<CarrierRecord>();
        var home = reports().AbsoluteUri.TrimEnd('/') + "/v2/reports/records";
        var next = $"{home}?account_id={Uri.EscapeDataString(apiKey)}&product=SMS&direction=outbound&include_message=true&{filter}";
        for (var page = 0; page < MostPages; page++)
        {
            using var answer = await http.GetAsync(new Uri(next), authorization, CarrierJson.Default.JsonDocument, cancellation);
            if (answer is null) break;
            var records = answer.RootElement.Child("records");
            if (records.ValueKind != JsonValueKind.Array) throw new CarrierUnreachableException("The provider's answer to a look-up has no records.");
            foreach (var record in records.EnumerateArray())
                if (Record(record) is { } read) found.Add(read);
            if (answer.RootElement.Child("_links").Child("next").Text("href") is not { Length: > 0 } more) break;
            // The credentials go to the configured host and nowhere else.
            if (!more.StartsWith(home + "?", StringComparison.Ordinal)) throw new CarrierUnreachableException("The provider's next page is elsewhere.");
            next = more;
        }
        return found;
    }

    private static CarrierRecord? Record(JsonElement record)
    {
        if (record.Text("message_id") is not { Length: > 0 } id || record.Text("status") is not { } word) return null;
        // A status this adapter does not know is no news: the message exists, and that much is certain.
        var status = VonageCarrier.Words.Statuses.GetValueOrDefault(word.ToLowerInvariant(), DeliveryStatus.Accepted);
        var code = record.Text("error_code") is { } given && !given.AsSpan().Trim('0').IsEmpty ? given : null;
        DateTimeOffset.TryParse(record.Text("date_received"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var received);
        return new CarrierRecord(
            id, status, word, code, status is DeliveryStatus.Failed ? VonageCarrier.Words.FailureOf(code) : FailureType.None, E164(record.Text("to")),
            E164(record.Text("from")), record.Text("message_body") ?? "", received)
        {
            Message = record.Text("client_ref") is { Length: > 0 } ours ? ours : null,
        };
    }

    private static string E164(string? number) =>
        number is { Length: > 8 } && !number.AsSpan().ContainsAnyExceptInRange('0', '9') ? "+" + number : number ?? "";

    private static string Time(DateTimeOffset at) => Uri.EscapeDataString(at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
}
