using Npgsql;

namespace Sms;

/// <summary>
/// Connections for the membership and nothing else: a silo that cannot say it lives, because a storm of reads has taken every connection, is voted dead.
/// </summary>
internal sealed class MembershipDatabase : IAsyncDisposable
{
    /// <summary>A read and a sign of life at once; each takes a millisecond.</summary>
    public const int PoolSize = 2;

    /// <summary>Seconds. Longer than a busy server takes, shorter than what the others wait before they suspect this one.</summary>
    private const int Patience = 5;

    public MembershipDatabase(ClusterSettings settings, ILoggerFactory logs) => Source = new NpgsqlDataSourceBuilder(
        new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            MaxPoolSize = PoolSize,
            Timeout = Patience,
            CommandTimeout = Patience,
            ApplicationName = settings.Role is ClusterRole.Gateway ? "sms-gateway" : "sms-membership",
            Enlist = false,
        }.ConnectionString)
    { Name = "sms-membership" }.UseLoggerFactory(logs).Build();

    public NpgsqlDataSource Source { get; }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
