using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sms;

public static class LedgerRegistration
{
    /// <summary>
    /// The ledger over PostgreSQL when <c>Cluster:ConnectionString</c> is set, otherwise over SQLite under <c>Data:Directory</c>. Register it before the
    /// silo: hosted services start in order, and grains need the schema.
    /// </summary>
    public static IServiceCollection AddLedger(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LedgerOptions>()
            .Configure(options =>
            {
                if (ClusterSettings.Of(configuration).Role is ClusterRole.Silo) options.ShareDatabase();
            })
            .Bind(configuration.GetSection(LedgerOptions.Section))
            .Configure(options =>
            {
                options.DataDirectory = configuration["Data:Directory"] ?? options.DataDirectory;
                options.ConnectionString = configuration["Cluster:ConnectionString"] ?? options.ConnectionString;
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        if (string.IsNullOrEmpty(configuration["Cluster:ConnectionString"])) services.AddSqlite();
        else services.AddPostgres();
        services.TryAddSingleton<PatientStart>();
        services.AddSingleton<LedgerInstruments>();
        // The views come with the silo, if it is one of a cluster, and that after the ledger: asked for when somebody waits.
        services.AddSingleton(provider => new Company(() => provider.GetService<HomeViews>()?.Latest.Awake.Count ?? 0));
        services.AddSingleton<GroupCommitLedger>();
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<GroupCommitLedger>());
        services.AddSingleton<IProfileStore, ProfileStore>();
        services.AddSingleton<IAudienceStore, AudienceStore>();
        services.AddSingleton<ISegmentStore, SegmentStore>();
        services.AddSingleton<IReportStore, ReportStore>();
        services.AddSingleton<ISweepStore, SweepStore>();
        services.AddSingleton<IParkingStore, ParkingStore>();
        services.AddSingleton<IConversationStore, ConversationStore>();
        services.AddSingleton<IAgenda, Agenda>();
        services.AddSingleton<IDeferralStore, DeferralStore>();
        services.AddSingleton<IRecentSends, RecentSends>();
        services.AddSingleton<IDecisionStore, DecisionStore>();
        services.AddSingleton<IVariationStore, VariationStore>();
        services.AddSingleton<IFlowStore, FlowStore>();
        services.AddSingleton<IFlowReportStore, FlowReportStore>();
        services.AddHostedService<LedgerStartup>();
        return services;
    }

    private static void AddPostgres(this IServiceCollection services)
    {
        services.AddSingleton<PostgresDatabase>();
        services.AddSingleton<KeptConnection>();
        services.AddSingleton<PostgresMonths>();
        services.AddSingleton<IMigrations, PostgresMigrations>();
        services.AddSingleton<ILedgerDatabase, PostgresLedger>();
        services.AddSingleton<ILedgerStatements, PostgresStatements>();
        services.AddSingleton<IProfileSets, PostgresProfileSets>();
        services.AddSingleton(new SegmentParts("Ledger/Postgres/segments.sql", path => path));
        services.AddHostedService<ConnectionCheck>();
    }

    private static void AddSqlite(this IServiceCollection services)
    {
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<SqliteWriter>();
        services.AddSingleton<IMigrations, SqliteMigrations>();
        services.AddSingleton<ILedgerDatabase, SqliteLedger>();
        services.AddSingleton<ILedgerStatements, SqliteStatements>();
        services.AddSingleton<IProfileSets, SqliteProfileSets>();
        services.AddSingleton(new SegmentParts("Ledger/Sqlite/segments.sql", SqliteJsonPath.Of));
    }
}
