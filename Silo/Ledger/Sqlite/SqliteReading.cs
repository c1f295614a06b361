using Microsoft.Data.Sqlite;

namespace Sms;

internal static class SqliteReading
{
    extension(SqliteDataReader row)
    {
        public Guid Id(int column)
        {
            Span<byte> bytes = stackalloc byte[16];
            using var stream = row.GetStream(column);
            stream.ReadExactly(bytes);
            return new Guid(bytes, bigEndian: true);
        }

        public DateTimeOffset Time(int column) => LedgerTime.FromMillisecond(row.GetInt64(column));

        public DateTimeOffset? TimeOrNull(int column) => row.IsDBNull(column) ? null : row.Time(column);
    }
}
