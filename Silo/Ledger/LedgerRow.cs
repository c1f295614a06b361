using System.Data.Common;

namespace Sms;

/// <summary>The current row of a reader. Times and ids are stored differently by the two databases, the rest alike.</summary>
internal abstract class LedgerRow(DbDataReader reader)
{
    protected DbDataReader Reader { get; } = reader;

    public bool IsNull(int column) => Reader.IsDBNull(column);
    public string Text(int column) => Reader.GetString(column);
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);
    public int Integer(int column) => Reader.GetInt32(column);
    public short Short(int column) => Reader.GetInt16(column);
    public long Number(int column) => Reader.GetInt64(column);
    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);
    public byte[] Bytes(int column) => Reader.GetFieldValue<byte[]>(column);
    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public abstract Guid Id(int column);
    public abstract DateTimeOffset Time(int column);
}
