using System.Globalization;
using System.Security.Cryptography;

namespace Sms;

/// <summary>One numbered schema file, for instance <c>0001_ledger.sql</c>.</summary>
internal sealed record Migration(int Number, string Name, string Text)
{
    /// <summary>The migrations of a folder, in order.</summary>
    public static IReadOnlyList<Migration> In(string folder) => [.. Sql.List(folder).Select(path =>
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, Sql.Read(path));
    })];

    public static InvalidOperationException Missing(IEnumerable<Migration> migrations) => new(
        "The ledger's schema is behind: " + string.Join(", ", migrations.Select(migration => migration.Name)) +
        " not applied, and Ledger:ApplyMigrations is false. Apply them, or let the silo do so.");

    /// <summary>The deployment's secret for subscriber ids.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);
}
