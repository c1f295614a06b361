using System.Data.Common;

namespace Sms;

internal static class RowReading
{
    extension(DbDataReader row)
    {
        public string? TextOrNull(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }
}
