using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>A message as the provider has it, at some moment.</summary>
internal sealed record SandboxRecord(
    long Ordinal, string To, string From, string Body, DateTimeOffset AcceptedAt, long? SentAfter, long? FinalAfter, string? FinalStatus, string? FinalCode,
    string? Callback, string Answer, bool Announced, bool Done, long Posts, long Acks, string Steps, string? Reference)
{
    public (string Status, string? Code) At(DateTimeOffset now)
    {
        var elapsed = (now - AcceptedAt).TotalMilliseconds;
        if (FinalAfter <= elapsed) return (FinalStatus!, FinalCode);
        return (SentAfter <= elapsed ? "sent" : "queued", null);
    }

    public DateTimeOffset? SentAt(DateTimeOffset now) =>
        SentAfter is { } after && AcceptedAt.AddMilliseconds(after) <= now ? AcceptedAt.AddMilliseconds(after) : null;

    public static SandboxRecord Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), Number(row, 5),
        Number(row, 6), Text(row, 7), Text(row, 8), Text(row, 9), row.GetString(10), row.GetInt64(11) != 0, row.GetInt64(12) != 0, row.GetInt64(13),
        row.GetInt64(14), row.GetString(15), Text(row, 16));

    public static long? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
    public static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
