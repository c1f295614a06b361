using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Sms.Terminal;

/// <param name="Source">Where consent was given, in the user's words.</param>
/// <param name="At">When, for rows that do not say themselves.</param>
internal sealed record ConsentClaim(string? Source, DateTimeOffset At);

/// <summary>One bulk import call, written as bytes while the file is read.</summary>
internal sealed class ImportRequest : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new(256 * 1024);
    private readonly Utf8JsonWriter json;
    private readonly Column[] columns;
    private readonly ConsentClaim? consent;
    private readonly string list;
    private readonly List<(int Line, string Phone)> rows = [];

    public ImportRequest(Column[] columns, string list, string? region, ConsentClaim? consent)
    {
        (this.columns, this.consent, this.list) = (columns, consent, list);
        json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("type", "profile-bulk-import-job");
        json.WriteStartObject("attributes");
        if (region is not null)
            json.WriteString("default_region", region);
        if (consent is not null)
        {
            // Historical: it never brings back somebody who has unsubscribed since.
            json.WriteBoolean("historical_import", true);
            if (consent.Source is not null)
                json.WriteString("custom_source", consent.Source);
        }
        json.WriteStartObject("profiles");
        json.WriteStartArray("data");
    }

    /// <summary>Line and number as typed, by place in the request.</summary>
    public IReadOnlyList<(int Line, string Phone)> Rows => rows;

    /// <summary>Written so far.</summary>
    public long Bytes => json.BytesCommitted + json.BytesPending;

    public void Add(PersonLine line)
    {
        json.WriteStartObject();
        json.WriteString("type", "profile");
        json.WriteStartObject("attributes");
        var (phone, says, at) = ("", (string?)null, (string?)null);
        for (var i = 0; i < line.Cells.Length; i++)
        {
            switch (columns[i].Kind)
            {
                case ColumnKind.Phone:
                    phone = line.Cells[i];
                    json.WriteString("phone_number", phone);
                    break;
                case ColumnKind.Attribute when line.Cells[i].Length > 0:
                    json.WriteString(columns[i].Name, line.Cells[i]);
                    break;
                case ColumnKind.Consent:
                    says = line.Cells[i];
                    break;
                case ColumnKind.ConsentedAt:
                    at = line.Cells[i];
                    break;
            }
        }
        WriteGroup(line.Cells, ColumnKind.Location, "location");
        WriteGroup(line.Cells, ColumnKind.Property, "properties");
        if (consent is not null && !SaysNo(says))
            WriteConsent(at);
        json.WriteEndObject();
        json.WriteEndObject();
        rows.Add((line.Line, phone));
    }

    public ReadOnlyMemory<byte> Finish()
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("relationships");
        json.WriteStartObject("lists");
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WriteString("type", "list");
        json.WriteString("id", list);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    public void Dispose() => json.Dispose();

    // A file that says who consented is believed when it says no, whatever the command line claims for the whole of it.
    private static bool SaysNo(string? cell) =>
        cell is not null && cell.ToLowerInvariant() is not ("yes" or "y" or "true" or "t" or "1" or "x" or "ja" or "oui" or "si" or "subscribed" or "opted in" or "opted_in" or "opt-in" or "optin");

    private void WriteGroup(string[] cells, ColumnKind kind, string name)
    {
        var open = false;
        for (var i = 0; i < cells.Length; i++)
        {
            if (columns[i].Kind != kind || cells[i].Length == 0)
                continue;
            if (!open)
                json.WriteStartObject(name);
            open = true;
            json.WriteString(columns[i].Name, cells[i]);
        }
        if (open)
            json.WriteEndObject();
    }

    private void WriteConsent(string? at)
    {
        var given = DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var own) && own < consent!.At ? own : consent!.At;
        json.WriteStartObject("subscriptions");
        json.WriteStartObject("sms");
        json.WriteStartObject("marketing");
        json.WriteString("consent", "SUBSCRIBED");
        json.WriteString("consented_at", given.ToUniversalTime());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
