using Microsoft.Data.Sqlite;

namespace Sms;

internal sealed class SqliteRow(SqliteDataReader reader) : LedgerRow(reader)
{
    public override Guid Id(int column) => ((SqliteDataReader)Reader).Id(column);
    public override DateTimeOffset Time(int column) => LedgerTime.FromMillisecond(Reader.GetInt64(column));
}
