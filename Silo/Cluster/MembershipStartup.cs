using Npgsql;

namespace Sms;

/// <summary>
/// Tells Orleans its membership statements, in the silo's lifecycle after <see cref="StateStartup"/> made the table for them and before the silo asks who else
/// is there. The tables came with the ledger's migrations.
/// </summary>
internal sealed class MembershipStartup(MembershipDatabase database, PatientStart start) : ILifecycleParticipant<ISiloLifecycle>
{
    private const string Folder = "Cluster/Sql/";

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(MembershipStartup), ServiceLifecycleStage.RuntimeInitialize + 1,
        // Every statement may be repeated.
        cancellation => start.RunAsync("the membership's statements", () => TellAsync(cancellation), cancellation));

    internal async Task TellAsync(CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        foreach (var path in Sql.List(Folder))
        {
            await using var command = new NpgsqlCommand(Sql.Read("State/Postgres/put_query.sql"), connection);
            command.Parameters.AddWithValue("@key", Path.GetFileNameWithoutExtension(path));
            command.Parameters.AddWithValue("@text", Sql.Read(path));
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}
