using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Sms.Terminal;

/// <summary>A campaign's figures as the audit names them.</summary>
internal sealed record Funnel(
    long Targeted, long Skipped, long Deferred, long Submitted, long Relayed, long Refused, long SubmitUnknown, long Received, long Failed, long Unconfirmed, long InFlight,
    string? Status)
{
    /// <summary>From the audit's attributes, bare or in their JSON:API envelope; null when it is something else.</summary>
    public static Funnel? Read(JsonNode? json)
    {
        var figures = json?["data"]?["attributes"] ?? json?["attributes"] ?? json;
        if (figures is not JsonObject || figures["targeted"] is null)
            return null;
        long Get(string name) => figures[name]?.GetValue<long>() ?? 0;
        return new Funnel(
            Get("targeted"), Get("skipped"), Get("deferred"), Get("submitted"), Get("relayed"), Get("refused"), Get("submit_unknown"), Get("received"), Get("failed"),
            Get("unconfirmed"), Get("in_flight"), figures["status"]?.ToString());
    }

    /// <summary>Nothing more is to be offered, and every message that was sent has its last word.</summary>
    public bool IsAtRest => Deferred == 0 && InFlight == 0;

    public string Line => string.Create(CultureInfo.InvariantCulture,
        $"targeted {Targeted}  skipped {Skipped}  sent {Relayed}  received {Received}  failed {Failed}  unconfirmed {Unconfirmed}  in flight {InFlight}{Rest}");

    public Table Table
    {
        get
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("Messages").RightAligned()).AddColumn("");
            Row("targeted", Targeted, Targeted, "white");
            Row("skipped", Skipped, Targeted, "grey");
            Row("sent", Relayed, Targeted, "blue");
            Row("received", Received, Relayed, "green");
            Row("failed", Failed, Relayed, "red");
            Row("unconfirmed", Unconfirmed, Relayed, "yellow");
            Row("in flight", InFlight, Relayed, "aqua");
            if (Refused > 0)
                Row("refused", Refused, Targeted, "red");
            if (SubmitUnknown > 0)
                Row("no answer", SubmitUnknown, Targeted, "yellow");
            return table;

            void Row(string name, long count, long of, string colour)
            {
                var share = of == 0 ? 0 : (double)count / of;
                var bar = new string('█', (int)Math.Round(Math.Clamp(share, 0, 1) * 30));
                table.AddRow(name, count.ToString("N0", CultureInfo.InvariantCulture), $"[{colour}]{bar}[/] {share.ToString("P1", CultureInfo.InvariantCulture)}");
            }
        }
    }

    private string Rest => (Refused, SubmitUnknown) switch
    {
        (0, 0) => "",
        _ => string.Create(CultureInfo.InvariantCulture, $"  refused {Refused}  no answer {SubmitUnknown}"),
    };
}
