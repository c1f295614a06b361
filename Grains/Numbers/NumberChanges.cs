using System.Globalization;

namespace Sms;

/// <summary>What becomes of a number's record, and the history that says why.</summary>
internal static class NumberChanges
{
    public const int Kept = 200;

    private const string ByConfiguration = "configuration";

    public static (NumberRecord Record, IReadOnlyList<NumberChange> Changes) Add(NumberDraft draft, DateTimeOffset now, bool configured = false)
    {
        var record = new NumberRecord
        {
            Number = draft.Number,
            Type = draft.Type,
            Carrier = draft.Carrier!,
            Status = draft.Status,
            Reason = draft.Reason,
            SegmentsPerSecond = draft.SegmentsPerSecond,
            Countries = draft.Countries,
            Configured = configured,
            Created = now,
            Updated = now,
        };
        return (record, [new NumberChange(now, "added", null, draft.Status.Word(), draft.Reason ?? (configured ? ByConfiguration : null))]);
    }

    public static (NumberRecord Record, IReadOnlyList<NumberChange> Changes) Patch(NumberRecord record, NumberPatch patch, DateTimeOffset now)
    {
        var next = record with
        {
            Status = patch.Status ?? record.Status,
            SegmentsPerSecond = patch.SegmentsPerSecond ?? record.SegmentsPerSecond,
            Countries = patch.Countries ?? record.Countries,
        };
        return Noted(record, next, patch.Reason, now);
    }

    /// <summary>What the configuration says anew holds; what it has said all along gives way to what was changed by API since.</summary>
    /// <param name="said">What it said last; null: nothing yet.</param>
    public static (NumberRecord Record, IReadOnlyList<NumberChange> Changes) Configure(NumberRecord record, NumberDraft? said, NumberDraft says, DateTimeOffset now)
    {
        var next = record with
        {
            Configured = true,
            // Whose it is and what it is, only the configuration knows.
            Type = says.Type,
            Carrier = says.Carrier!,
            Status = said is null || said.Status != says.Status ? says.Status : record.Status,
            SegmentsPerSecond = said is null || said.SegmentsPerSecond != says.SegmentsPerSecond ? says.SegmentsPerSecond : record.SegmentsPerSecond,
            Countries = said is null || !said.Countries.SequenceEqual(says.Countries) ? says.Countries : record.Countries,
        };
        return Noted(record, next, says.Reason ?? ByConfiguration, now);
    }

    private static (NumberRecord, IReadOnlyList<NumberChange>) Noted(NumberRecord before, NumberRecord after, string reason, DateTimeOffset now)
    {
        var changes = new List<NumberChange>();
        Note("type", before.Type.Word(), after.Type.Word());
        Note("carrier", before.Carrier, after.Carrier);
        Note("status", before.Status.Word(), after.Status.Word());
        Note("segments_per_second", Text(before.SegmentsPerSecond), Text(after.SegmentsPerSecond));
        Note("countries", string.Join(',', before.Countries), string.Join(',', after.Countries));
        if (after.Status != before.Status) after = after with { Reason = reason == ByConfiguration ? null : reason };
        return (changes.Count > 0 ? after with { Updated = now } : after, changes);

        void Note(string what, string from, string to)
        {
            if (from != to) changes.Add(new NumberChange(now, what, from, to, reason));
        }
    }

    private static string Text(double rate) => rate.ToString(CultureInfo.InvariantCulture);
}
