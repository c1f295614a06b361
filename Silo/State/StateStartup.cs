using System.Data.Common;

namespace Sms;

/// <summary>
/// Creates the tables of grain state and tells Orleans its statements, in the silo's own lifecycle before storage reads them: that holds however the host
/// orders its services.
/// </summary>
internal sealed class StateStartup(StateLocation location, PatientStart start) : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly string[] Queries = ["WriteToStorageKey", "ReadFromStorageKey", "ClearStorageKey", "DeleteStorageKey"];

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(StateStartup), ServiceLifecycleStage.RuntimeInitialize,
        // Every statement may be repeated.
        cancellation => start.RunAsync("the grain state's schema", () => ApplyAsync(cancellation), cancellation));

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = location.Create();
        await connection.OpenAsync(cancellationToken);
        await RunAsync(connection, Sql.Read(location.Scripts + "schema.sql"), []);
        foreach (var key in Queries)
        {
            await RunAsync(connection, Sql.Read(location.Scripts + "put_query.sql"), [("@key", key), ("@text", Sql.Read(location.Scripts + key + ".sql"))]);
        }
    }

    private static async Task RunAsync(DbConnection connection, string text, IEnumerable<(string Name, string Value)> parameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
    }
}
