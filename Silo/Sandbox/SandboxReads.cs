using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>What the sandbox reads back from its ledger.</summary>
internal static class SandboxReads
{
    public static SandboxRecord? Find(this SandboxLedger ledger, long ordinal)
    {
        using var connection = ledger.OpenReader();
        using var command = connection.Command("find-message", ("@ordinal", ordinal));
        using var row = command.ExecuteReader();
        return row.Read() ? SandboxRecord.Read(row) : null;
    }

    /// <summary>Newest first, at most <see cref="SandboxFilter.Size"/>.</summary>
    public static List<SandboxRecord> List(this SandboxLedger ledger, SandboxFilter filter)
    {
        using var connection = ledger.OpenReader();
        using var command = connection.Command(
            filter.To is null ? "list-messages" : "list-messages-to",
            ("@before", filter.Before), ("@since", filter.Since), ("@until", filter.Until), ("@sender", filter.From), ("@prefix", filter.Prefix),
            ("@size", filter.Size));
        if (filter.To is not null) command.Parameters.AddWithValue("@recipient", filter.To);
        using var row = command.ExecuteReader();
        var records = new List<SandboxRecord>();
        while (row.Read()) records.Add(SandboxRecord.Read(row));
        return records;
    }

    /// <summary>Messages with callbacks to post, oldest first.</summary>
    public static List<SandboxMessage> LoadPending(this SandboxLedger ledger)
    {
        using var connection = ledger.OpenReader();
        using var command = connection.Command("load-pending");
        using var row = command.ExecuteReader();
        var pending = new List<SandboxMessage>();
        while (row.Read()) pending.Add(ReadPending(ledger, row));
        return pending;
    }

    private static SandboxMessage ReadPending(SandboxLedger ledger, SqliteDataReader row)
    {
        var url = row.GetString(3);
        var plan = new SandboxPlan(
            (int?)SandboxRecord.Number(row, 7), (int?)SandboxRecord.Number(row, 8), SandboxRecord.Text(row, 9), SandboxRecord.Text(row, 10),
            SandboxPlan.ParseSteps(row.GetString(11)));
        return new SandboxMessage(
            row.GetInt64(0), ledger.SidOf(row.GetInt64(0)), row.GetString(1), row.GetString(2),
            new SandboxCallbackUrl(url, new Uri(url), row.GetInt32(4), row.GetString(5)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), plan)
        {
            Dialect = Enum.Parse<CarrierKind>(row.GetString(12)),
            Reference = SandboxRecord.Text(row, 13),
        };
    }
}

/// <param name="Before">Ordinals below this.</param>
/// <param name="Since">Accepted at, Unix milliseconds, inclusive.</param>
/// <param name="Until">Exclusive.</param>
/// <param name="Prefix">Of the callback's URL.</param>
internal sealed record SandboxFilter(string? To, string? From, string? Prefix, long Before, long Since, long Until, int Size);
