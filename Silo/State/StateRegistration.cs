using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace Sms;

public static class StateRegistration
{
    /// <summary>
    /// Grain state (<c>IPersistentState</c>, provider "Default") over PostgreSQL when <c>Cluster:ConnectionString</c> is set, otherwise over SQLite in
    /// <c>state.db</c> under <c>Data:Directory</c>, a file of its own. Stored in Orleans' binary format: types may gain members and be renamed.
    /// </summary>
    public static ISiloBuilder AddStateStorage(this ISiloBuilder silo, IConfiguration configuration)
    {
        var postgres = configuration["Cluster:ConnectionString"];
        var location = string.IsNullOrEmpty(postgres) ? StateLocation.Sqlite(FileBelow(configuration["Data:Directory"] ?? "data")) : StateLocation.Postgres(postgres);
        silo.Services.AddSingleton(location);
        silo.Services.TryAddSingleton<PatientStart>();
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StateStartup>();
        silo.Services.AddSingleton<OrleansGrainStorageSerializer>();
        silo.AddAdoNetGrainStorageAsDefault(builder => builder.Configure<OrleansGrainStorageSerializer>((options, serializer) =>
        {
            options.Invariant = location.Invariant;
            options.ConnectionString = location.ConnectionString;
            options.GrainStorageSerializer = serializer;
        }));
        return silo;
    }

    private static string FileBelow(string directory) => new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "state.db") }.ConnectionString;
}
