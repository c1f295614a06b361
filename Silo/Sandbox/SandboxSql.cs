using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Sms;

/// <summary>The statements beside this file, by name.</summary>
internal static class SandboxSql
{
    private static readonly ConcurrentDictionary<string, string> Texts = new();

    public static string Text(string name) => Texts.GetOrAdd(name, static n =>
    {
        using var stream = typeof(SandboxSql).Assembly.GetManifestResourceStream($"Sandbox/Sql/{n}.sql")
            ?? throw new InvalidOperationException($"{n}.sql is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    public static SqliteCommand Command(this SqliteConnection connection, string name, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a file of ours.
        command.CommandText = Text(name);
#pragma warning restore CA2100
        foreach (var (parameter, value) in parameters) command.Parameters.AddWithValue(parameter, value ?? DBNull.Value);
        return command;
    }
}
