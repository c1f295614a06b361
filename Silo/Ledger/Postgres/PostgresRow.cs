using Npgsql;

namespace Sms;

internal sealed class PostgresRow(NpgsqlDataReader reader) : LedgerRow(reader)
{
    public override Guid Id(int column) => Reader.GetGuid(column);
    public override DateTimeOffset Time(int column) => LedgerTime.FromUtc(Reader.GetDateTime(column));
}
