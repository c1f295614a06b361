using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>Our membership statements under Orleans' own table code.</summary>
public sealed class MembershipTests
{
    /// <summary>PostgreSQL keeps microseconds.</summary>
    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().ToMilliseconds().UtcDateTime;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_silo_says_of_itself_and_others_of_it_is_read_back()
    {
        await using var cluster = await TableAsync();
        Assert.Empty((await cluster.Table.ReadAllAsync(Stop)).Members);
        var silo = Silo(1, SiloStatus.Active);
        Assert.True(await cluster.Table.InsertRowAsync(silo, await cluster.NextAsync(), Stop));
        silo.SuspectTimes = [Tuple.Create(Silo(2, SiloStatus.Active).SiloAddress, Now)];
        Assert.True(await cluster.Table.UpdateRowAsync(silo, await cluster.TagAsync(), await cluster.NextAsync(), Stop));
        silo.IAmAliveTime = Now.AddSeconds(7);
        await cluster.Table.UpdateIAmAliveAsync(silo, Stop);

        var read = Assert.Single((await cluster.Table.ReadRowAsync(silo.SiloAddress, Stop)).Members).Item1;
        Assert.Equal(
            (silo.SiloAddress, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort, silo.StartTime, silo.IAmAliveTime),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime));
        Assert.Equal(silo.SuspectTimes[0].Item1, Assert.Single(read.SuspectTimes!).Item1);
        Assert.Equal(2, (await cluster.Table.ReadAllAsync(Stop)).Version.Version);
    }

    [Fact]
    public async Task Of_many_who_decide_on_the_same_version_one_is_right()
    {
        await using var cluster = await TableAsync();
        var next = await cluster.NextAsync();
        var entered = await Task.WhenAll(Enumerable.Range(1, 16).Select(number => cluster.Table.InsertRowAsync(Silo(number, SiloStatus.Joining), next, Stop)));
        Assert.Single(entered, right => right);

        var all = await cluster.Table.ReadAllAsync(Stop);
        Assert.Equal(1, all.Version.Version);
        var silo = Assert.Single(all.Members).Item1;
        SiloStatus[] verdicts = [SiloStatus.Active, SiloStatus.ShuttingDown, SiloStatus.Stopping, SiloStatus.Dead];
        (next, var tag) = (all.Version.Next(), all.Members[0].Item2);
        var changed = await Task.WhenAll(verdicts.Select(verdict => cluster.Table.UpdateRowAsync(With(silo, verdict), tag, next, Stop)));
        all = await cluster.Table.ReadAllAsync(Stop);
        Assert.Equal(verdicts[Array.IndexOf(changed, true)], Assert.Single(all.Members).Item1.Status);
        Assert.Single(changed, right => right);
        Assert.Equal(2, all.Version.Version);
    }

    [Fact]
    public async Task A_silo_that_is_in_cannot_enter_again_nor_one_that_is_out_change_and_neither_turns_the_version()
    {
        await using var cluster = await TableAsync();
        var silo = Silo(1, SiloStatus.Active);
        Assert.True(await cluster.Table.InsertRowAsync(silo, await cluster.NextAsync(), Stop));
        Assert.False(await cluster.Table.InsertRowAsync(silo, await cluster.NextAsync(), Stop));
        Assert.False(await cluster.Table.UpdateRowAsync(Silo(2, SiloStatus.Dead), await cluster.TagAsync(), await cluster.NextAsync(), Stop));
        Assert.Equal(1, (await cluster.Table.ReadAllAsync(Stop)).Version.Version);
    }

    [Fact]
    public async Task Only_the_dead_are_forgotten_and_only_the_long_dead()
    {
        await using var cluster = await TableAsync();
        var longAgo = Now.AddDays(-3);
        await cluster.EnterAsync(Silo(1, SiloStatus.Joining, longAgo), Silo(2, SiloStatus.Active, longAgo), Silo(3, SiloStatus.Dead, longAgo), Silo(4, SiloStatus.Dead));
        await cluster.Table.CleanupDefunctSiloEntriesAsync(TimeProvider.System.GetUtcNow().AddDays(-1), Stop);
        Assert.Equal([1, 2, 4], (await cluster.Table.ReadAllAsync(Stop)).Members.Select(member => member.Item1.SiloAddress.Generation).Order());

        await cluster.Table.DeleteMembershipTableEntriesAsync(cluster.Name, Stop);
        await cluster.Table.InitializeMembershipTableAsync(true, Stop);
        Assert.Empty((await cluster.Table.ReadAllAsync(Stop)).Members);
    }

    [Fact]
    public async Task Gateways_go_to_active_silos_that_have_a_port_for_them()
    {
        await using var cluster = await TableAsync();
        var closed = Silo(3, SiloStatus.Active);
        closed.ProxyPort = 0;
        await cluster.EnterAsync(Silo(1, SiloStatus.Active), Silo(2, SiloStatus.Joining), closed, Silo(4, SiloStatus.Dead));
        var gateways = new AdoNetGatewayListProvider(
            NullLogger<AdoNetGatewayListProvider>.Instance, cluster.Services,
            Options.Create(new AdoNetClusteringClientOptions { Invariant = "Npgsql", DataSource = cluster.Database.Source }),
            Options.Create(new Orleans.Configuration.GatewayOptions()), Options.Create(new ClusterOptions { ClusterId = cluster.Name, ServiceId = "sms" }));
        await gateways.InitializeGatewayListProvider();
        Assert.Equal(new Uri("gwy.tcp://127.0.0.1:30001/1"), Assert.Single(await gateways.GetGateways()));
    }

    private static MembershipEntry Silo(int number, SiloStatus status, DateTime? alive = null) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11_000 + number), number),
        SiloName = $"silo {number}",
        HostName = "here",
        Status = status,
        ProxyPort = 30_000 + number,
        StartTime = alive ?? Now,
        IAmAliveTime = alive ?? Now,
    };

    private static MembershipEntry With(MembershipEntry silo, SiloStatus status)
    {
        var changed = Silo(silo.SiloAddress.Generation, status);
        Assert.Equal(silo.SiloAddress, changed.SiloAddress);
        return changed;
    }

    private static async Task<Cluster> TableAsync()
    {
        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await (await LedgerHarness.StartAsync(new Dictionary<string, string?> { ["Cluster:ConnectionString"] = connection })).DisposeAsync();
        await using (var plain = new NpgsqlConnection(connection))
        {
            await plain.OpenAsync();
            await using var schema = new NpgsqlCommand(Sql.Read("State/Postgres/schema.sql"), plain);
            await schema.ExecuteNonQueryAsync();
        }
        var database = new MembershipDatabase(new ClusterSettings { ConnectionString = connection, Role = ClusterRole.Silo }, NullLoggerFactory.Instance);
        await new MembershipStartup(database, new PatientStart(TimeProvider.System, NullLogger<PatientStart>.Instance)).TellAsync(CancellationToken.None);
        var cluster = new Cluster(database);
        await cluster.Table.InitializeMembershipTableAsync(true, Stop);
        return cluster;
    }

    private sealed class Cluster : IAsyncDisposable
    {
        public Cluster(MembershipDatabase database)
        {
            Database = database;
            Table = new AdoNetClusteringTable(
                Services, Options.Create(new ClusterOptions { ClusterId = Name, ServiceId = "sms" }),
                Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", DataSource = database.Source }), NullLogger<AdoNetClusteringTable>.Instance);
        }

        public string Name => "under-test";
        public MembershipDatabase Database { get; }
        public ServiceProvider Services { get; } = new ServiceCollection().BuildServiceProvider();
        public AdoNetClusteringTable Table { get; }

        public async Task<TableVersion> NextAsync() => (await Table.ReadAllAsync(Stop)).Version.Next();

        public async Task<string> TagAsync() => (await Table.ReadAllAsync(Stop)).Members[0].Item2;

        public async Task EnterAsync(params MembershipEntry[] silos)
        {
            foreach (var silo in silos) Assert.True(await Table.InsertRowAsync(silo, await NextAsync(), Stop));
        }

        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            await Services.DisposeAsync();
        }
    }
}
