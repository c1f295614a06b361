using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>Grain state's tables over a line that loses what PostgreSQL answers.</summary>
public sealed class StateStartupTests
{
    [Fact]
    public async Task A_start_whose_writes_lose_their_replies_finds_them_done_and_goes_on()
    {
        var server = await PostgresServer.SharedAsync();
        var commits = new LostCommits { Rate = 1, AtMost = 3 };
        await using var wire = TcpProxy.Start(server.Port, commits.Tap);
        var log = new LoggedLines();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("Cluster:ConnectionString", LostCommits.Through(await server.CreateDatabaseAsync(), wire))]);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(PostgresServer.FreePort(), PostgresServer.FreePort()).AddStateStorage(builder.Configuration));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, commits.Lost);
        Assert.Equal(3, log.At(LogLevel.Warning).Count(line => line.Contains("the grain state's schema", StringComparison.Ordinal)));
    }
}
