using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Sms.Benchmarks;

/// <summary>
/// People with a past, written by SQL in the ledger's own tables: all on one list, nine in ten subscribed, a text each relayed within 40 days, of which nine in
/// ten arrived and the others failed, and one in ten clicked.
/// </summary>
internal sealed class SegmentPeople(BenchHost host)
{
    public async Task<ListId> MakeAsync(int people)
    {
        var list = new ListId(Ulid.NewUlid().ToString());
        if (host.ConnectionString is { } connectionString) await OnPostgresAsync(connectionString, people, list);
        else await OnSqliteAsync(people, list);
        return list;
    }

    private static async Task OnPostgresAsync(string connectionString, int people, ListId list)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Command Timeout=600");
        await connection.OpenAsync();
        foreach (var text in Statements("postgres"))
        {
            await using var command = new NpgsqlCommand(text, connection);
            command.Parameters.AddWithValue("people", people);
            command.Parameters.AddWithValue("list", list.Value);
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task OnSqliteAsync(int people, ListId list)
    {
        var folder = host.Services.GetRequiredService<IConfiguration>()["Data:Directory"]!;
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "ledger.db")}");
        await connection.OpenAsync();
        foreach (var text in Statements("sqlite"))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = text;
            command.Parameters.AddWithValue("@people", people);
            command.Parameters.AddWithValue("@list", list.Value);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static IEnumerable<string> Statements(string database)
    {
        using var stream = typeof(SegmentPeople).Assembly.GetManifestResourceStream($"Segments/segment_people.{database}.sql")
            ?? throw new FileNotFoundException($"Segments/segment_people.{database}.sql is not embedded");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
