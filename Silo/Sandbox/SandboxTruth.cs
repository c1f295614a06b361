namespace Sms;

/// <summary>
/// What really became of the messages given to the sandbox, to be held against a report. accepted = delivered + failed + silent + canceled, from the
/// moment of acceptance; <see cref="Waiting"/> messages have callbacks still to come.
/// </summary>
/// <param name="Accepted">Messages the provider sends, answered or not.</param>
/// <param name="AcceptedUnanswered">Of these, the submits that got no 201.</param>
/// <param name="Refused">Submits answered 4xx, without 429.</param>
/// <param name="Throttled">Submits answered 429.</param>
/// <param name="Errors">Submits that got an error or no answer, and were not sent.</param>
/// <param name="Delivered">Delivered, and a callback says so.</param>
/// <param name="Failed">Not delivered, and a callback says so.</param>
/// <param name="Silent">No callback ever tells the last word.</param>
/// <param name="SilentDelivered">Of the silent ones, those a look-up would show delivered.</param>
/// <param name="CallbacksPosted">Callbacks that were posted, repetitions included; exact once nothing waits.</param>
/// <param name="CallbacksAcknowledged">Callbacks answered 2xx.</param>
/// <param name="TextedTwice">Callback URLs that were accepted more than once.</param>
internal sealed record SandboxTruth(
    long Accepted, long AcceptedUnanswered, long Refused, IReadOnlyDictionary<string, long> RefusedByCode, long Throttled, long Errors, long Delivered, long Failed,
    IReadOnlyDictionary<string, long> FailedByCode, long Silent, long SilentDelivered, long SilentFailed, long Canceled, long Waiting, long CallbacksPosted,
    long CallbacksAcknowledged, long TextedTwice, IReadOnlyList<string> TextedTwiceExamples)
{
    private const int Examples = 20;

    /// <param name="prefix">Only messages whose callback URL begins so.</param>
    /// <param name="part">Only messages whose callback URL holds this: <c>/status/{campaign}-</c>.</param>
    public static async Task<SandboxTruth> ReadAsync(SandboxLedger ledger, SandboxCallbacks callbacks, string? prefix, string? part)
    {
        await ledger.FlushAsync();
        var waiting = callbacks.Waiting.Where(m => Fits(m.Callback!.Url)).ToList();
        using var connection = ledger.OpenReader();
        using var command = connection.Command("truth-messages", ("@prefix", prefix), ("@part", part));
        using var row = command.ExecuteReader();
        var cells = new List<Cell>();
        while (row.Read())
            cells.Add(new(row.GetString(0), row.GetString(1), row.GetInt64(2) != 0, row.GetString(3), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)));
        using var refusalCommand = connection.Command("truth-refusals", ("@prefix", prefix), ("@part", part));
        using var refusalRow = refusalCommand.ExecuteReader();
        var refusals = new List<(string Answer, string Code, long Count)>();
        while (refusalRow.Read()) refusals.Add((refusalRow.GetString(0), refusalRow.GetString(1), refusalRow.GetInt64(2)));
        using var twiceCommand = connection.Command("truth-twice", ("@prefix", prefix), ("@part", part));
        using var twiceRow = twiceCommand.ExecuteReader();
        var twice = new List<string>();
        while (twiceRow.Read()) twice.Add(twiceRow.GetString(0));

        var refused = refusals.Where(r => r.Answer == nameof(SandboxAnswer.Refused)).ToList();
        var throttled = refusals.Where(r => r.Answer == nameof(SandboxAnswer.Throttled)).Sum(r => r.Count);
        return new SandboxTruth(
            cells.Sum(c => c.Messages), cells.Where(c => c.Answer != nameof(SandboxAnswer.Created)).Sum(c => c.Messages),
            refused.Sum(r => r.Count), refused.GroupBy(r => r.Code).ToDictionary(g => g.Key, g => g.Sum(r => r.Count)),
            throttled, refusals.Sum(r => r.Count) - throttled - refused.Sum(r => r.Count),
            Sum(c => c.Announced && c.Delivered), Sum(c => c.Announced && c.Failed),
            cells.Where(c => c.Announced && c.Failed).GroupBy(c => c.Code).ToDictionary(g => g.Key, g => g.Sum(c => c.Messages)),
            Sum(c => !c.Announced && !c.Canceled), Sum(c => !c.Announced && c.Delivered), Sum(c => !c.Announced && c.Failed), Sum(c => c.Canceled),
            waiting.Count, cells.Sum(c => c.Posts) + waiting.Sum(m => m.Posts), cells.Sum(c => c.Acks) + waiting.Sum(m => m.Acks),
            twice.Count, [.. twice.Take(Examples)]);

        long Sum(Func<Cell, bool> of) => cells.Where(of).Sum(c => c.Messages);
        bool Fits(string url) => (prefix is null || url.StartsWith(prefix, StringComparison.Ordinal)) && (part is null || url.Contains(part, StringComparison.Ordinal));
    }

    private sealed record Cell(string Status, string Code, bool Announced, string Answer, long Messages, long Posts, long Acks)
    {
        public bool Delivered => Status is "delivered" or "read";
        public bool Failed => Status is "undelivered" or "failed";
        public bool Canceled => Status is "canceled";
    }
}
