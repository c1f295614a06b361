using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Sms;

/// <summary>Where grain state is kept.</summary>
/// <param name="Invariant">Orleans' name of the driver; SQLite's is that of the older one, though the driver is Microsoft.Data.Sqlite.</param>
/// <param name="Scripts">Folder of the statements.</param>
internal sealed record StateLocation(string Invariant, string Scripts, string ConnectionString, Func<DbConnection> Create)
{
    /// <summary>Connections per process. Definitions are few and seldom written; what a server allows is for the ledger.</summary>
    public const int PoolSize = 6;

    public static StateLocation Postgres(string connectionString)
    {
        var pooled = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = PoolSize, ApplicationName = "sms-state", Enlist = false }.ConnectionString;
        return new("Npgsql", "State/Postgres/", pooled, () => new NpgsqlConnection(pooled));
    }

    public static StateLocation Sqlite(string connectionString) => new("System.Data.SQLite", "State/Sqlite/", connectionString, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource))!);
        return new SqliteConnection(connectionString);
    });
}
