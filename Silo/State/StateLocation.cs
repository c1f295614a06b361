using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Sms;

/// <summary>Where grain state is kept.</summary>
/// <param name="Invariant">Orleans' name of the driver; SQLite's is that of the older one, though the driver is Microsoft.Data.Sqlite.</param>
/// <param name="Scripts">Folder of the statements.</param>
internal sealed record StateLocation(string Invariant, string Scripts, string ConnectionString, Func<DbConnection> Create)
{
    public static StateLocation Postgres(string connectionString) => new("Npgsql", "State/Postgres/", connectionString, () => new NpgsqlConnection(connectionString));

    public static StateLocation Sqlite(string connectionString) => new("System.Data.SQLite", "State/Sqlite/", connectionString, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource))!);
        return new SqliteConnection(connectionString);
    });
}
