using Microsoft.Data.Sqlite;

namespace Sms.EndToEnd;

internal static class SqliteFiles
{
    /// <summary>SQLite's own verdict on a file; <c>ok</c> when it is whole.</summary>
    public static async Task<string> CheckAsync(string path)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var check = connection.CreateCommand();
        check.CommandText = "pragma integrity_check";
        return (string)(await check.ExecuteScalarAsync())!;
    }
}
