using System.Globalization;
using System.Text.Json.Nodes;

namespace Sms.Terminal;

/// <summary>Streams a file into bulk import calls, a few in flight, and gathers what became of the rows. Memory does not grow with the file.</summary>
internal sealed class ImportRun(Session session, PeopleFile people, string list, string? region, ConsentClaim? consent, string reportPath) : IDisposable
{
    private const int RowsPerCall = 3_000;
    // People with many properties fill a call sooner; the server takes 10 MB.
    private const int BytesPerCall = 4 * 1024 * 1024;
    // Enough that reading, parsing and committing go on at once; each holds a few megabytes in the server.
    private const int CallsInFlight = 4;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, long> reasons = [];
    private RefusedReport? report;

    public long Read { get; private set; }
    /// <summary>Rows whose fate is known.</summary>
    public long Answered { get; private set; }
    public long Created { get; private set; }
    public long Updated { get; private set; }
    public long Subscribed { get; private set; }
    public long Refused { get; private set; }
    public IReadOnlyDictionary<string, long> Reasons => reasons;

    /// <param name="progressed">Called after each call, one at a time.</param>
    public async Task RunAsync(Action progressed)
    {
        // A failed call stops the reading; the others are waited for, so that what the report says is whole.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.Cancellation);
        var flying = new List<Task<Answer>>(CallsInFlight);
        try
        {
            foreach (var request in Requests())
            {
                flying.Add(CallAsync(request, stop.Token));
                if (flying.Count == CallsInFlight)
                    await LandOneAsync(flying, progressed);
            }
            while (flying.Count > 0)
                await LandOneAsync(flying, progressed);
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAll(flying.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));
            throw;
        }
    }

    public void Dispose() => report?.Dispose();

    private IEnumerable<ImportRequest> Requests()
    {
        ImportRequest? request = null;
        foreach (var line in people.Read())
        {
            Read++;
            if (line.Broken is not null)
            {
                Refuse(new RefusedRow(line.Line, Phone(line), "broken_row", line.Broken));
                Answered++;
                continue;
            }
            request ??= new ImportRequest(people.Columns, list, region, consent);
            request.Add(line);
            if (request.Rows.Count < RowsPerCall && request.Bytes < BytesPerCall)
                continue;
            yield return request;
            request = null;
        }
        if (request is not null)
            yield return request;
    }

    private string Phone(PersonLine line)
    {
        var at = Array.FindIndex(people.Columns, column => column.Kind == ColumnKind.Phone);
        return at < line.Cells.Length ? line.Cells[at] : "";
    }

    private sealed record Answer(JsonNode? Job, int Rows, IReadOnlyList<RefusedRow> Refused);

    private async Task<Answer> CallAsync(ImportRequest request, CancellationToken cancellation)
    {
        using (request)
        {
            var job = (await session.Api.PostAsync("/api/profile-bulk-import-jobs", request.Finish(), cancellation))["data"];
            var id = job?["id"]?.ToString() ?? throw new CommandFailure("The server took an import without telling the job's id.");
            while (job?["attributes"]?["status"]?.ToString() is "queued" or "processing")
            {
                await Task.Delay(AskAgain, session.Clock, cancellation);
                job = (await session.Api.GetAsync($"/api/profile-bulk-import-jobs/{id}", cancellation))["data"];
            }
            return new Answer(job, request.Rows.Count, Count(job, "failed_count") == 0 ? [] : await ReadErrorsAsync(id, request, cancellation));
        }
    }

    private async Task<IReadOnlyList<RefusedRow>> ReadErrorsAsync(string job, ImportRequest request, CancellationToken cancellation)
    {
        List<RefusedRow> refused = [];
        for (var page = $"/api/profile-bulk-import-jobs/{job}/import-errors?page[size]=1000"; page is not null;)
        {
            var answer = await session.Api.GetAsync(page, cancellation);
            foreach (var error in answer["data"] as JsonArray ?? [])
            {
                var about = error?["attributes"];
                var (line, phone) = Row(about?["source"]?["pointer"]?.ToString(), request);
                refused.Add(new RefusedRow(line, phone, about?["code"]?.ToString() ?? "refused", (about?["detail"] ?? about?["title"])?.ToString() ?? ""));
            }
            page = ApiClient.NextOf(answer);
        }
        return refused;
    }

    // "/data/attributes/profiles/data/17/…" is the eighteenth profile of the call.
    private static (int Line, string Phone) Row(string? pointer, ImportRequest request) =>
        pointer?.Split('/') is ["", "data", "attributes", "profiles", "data", var place, ..]
        && int.TryParse(place, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < request.Rows.Count
            ? request.Rows[at] : (0, "");

    private async Task LandOneAsync(List<Task<Answer>> flying, Action progressed)
    {
        var landed = await Task.WhenAny(flying);
        flying.Remove(landed);
        var answer = await landed;
        Answered += answer.Rows;
        Created += Count(answer.Job, "created_count");
        Updated += Count(answer.Job, "updated_count");
        Subscribed += Count(answer.Job, "subscribed_count");
        foreach (var row in answer.Refused)
            Refuse(row);
        progressed();
    }

    private void Refuse(RefusedRow row)
    {
        Refused++;
        reasons[row.Reason] = reasons.GetValueOrDefault(row.Reason) + 1;
        (report ??= new RefusedReport(reportPath)).Write(row);
    }

    private static long Count(JsonNode? job, string name) => job?["attributes"]?[name]?.GetValue<long>() ?? 0;
}
