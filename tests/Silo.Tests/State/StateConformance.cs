using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>What grain state must withstand on each database; most of it went wrong with stock statements.</summary>
public abstract class StateConformance : IAsyncLifetime
{
    private readonly string unique = Ulid.NewUlid().ToString();
    private IHost? host;

    private IGrainStorage Storage => host!.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    private protected abstract Task<Dictionary<string, string?>> SettingsAsync();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(await SettingsAsync());
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(PostgresServer.FreePort(), PostgresServer.FreePort()).AddStateStorage(builder.Configuration));
        host = builder.Build();
        await host.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await host!.StopAsync();
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task State_is_written_read_cleared_and_written_again()
    {
        var grain = Grain("campaign/" + unique);
        var state = new GrainState<MessageContent>();
        await Storage.ReadStateAsync("a", grain, state);
        Assert.False(state.RecordExists);

        state.State = new MessageContent { Body = "one" };
        await Storage.WriteStateAsync("a", grain, state);
        state.State = new MessageContent { Body = "two" };
        await Storage.WriteStateAsync("a", grain, state);
        Assert.Equal("two", (await ReadAsync("a", grain)).State!.Body);

        await Storage.ClearStateAsync("a", grain, state);
        Assert.False((await ReadAsync("a", grain)).RecordExists);
        state.State = new MessageContent { Body = "three" };
        await Storage.WriteStateAsync("a", grain, state);
        Assert.Equal("three", (await ReadAsync("a", grain)).State!.Body);
    }

    [Fact]
    public async Task Of_many_first_writes_exactly_one_wins_and_the_state_stays_readable()
    {
        var grain = Grain("campaign/" + unique + "/first");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            try
            {
                await Storage.WriteStateAsync("a", grain, new GrainState<MessageContent> { State = new MessageContent { Body = "w" + i } });
                return "w" + i;
            }
            catch (InconsistentStateException)
            {
                return null;
            }
        })));

        Assert.Equal(Assert.Single(outcomes, outcome => outcome is not null), (await ReadAsync("a", grain)).State!.Body);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_changes_nothing()
    {
        var grain = Grain("campaign/" + unique + "/stale");
        var mine = new GrainState<MessageContent> { State = new MessageContent { Body = "mine" } };
        await Storage.WriteStateAsync("a", grain, mine);
        var theirs = await ReadAsync("a", grain);
        theirs.State = new MessageContent { Body = "theirs" };
        await Storage.WriteStateAsync("a", grain, theirs);

        mine.State = new MessageContent { Body = "late" };
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("a", grain, mine));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("a", grain, mine));
        Assert.Equal("theirs", (await ReadAsync("a", grain)).State!.Body);
    }

    [Fact]
    public async Task Keys_that_look_like_numbers_after_their_noun_and_states_with_other_names_stay_apart()
    {
        string[] keys = ["list/020235", "list/20235", "list/beef", "list/BEEF", "list/" + Guid.Empty, "list/ключ"];
        foreach (var key in keys)
        {
            foreach (var name in (string[])["a", "b"])
            {
                await Storage.WriteStateAsync(name, Grain(unique + key), new GrainState<MessageContent> { State = new MessageContent { Body = name + key } });
            }
        }
        foreach (var key in keys)
        {
            Assert.Equal("a" + key, (await ReadAsync("a", Grain(unique + key))).State!.Body);
            Assert.Equal("b" + key, (await ReadAsync("b", Grain(unique + key))).State!.Body);
        }
    }

    private static GrainId Grain(string key) => GrainId.Create("campaign", key);

    private async Task<GrainState<MessageContent>> ReadAsync(string name, GrainId grain)
    {
        var state = new GrainState<MessageContent>();
        await Storage.ReadStateAsync(name, grain, state);
        return state;
    }
}

public sealed class Postgres_state : StateConformance
{
    private protected override async Task<Dictionary<string, string?>> SettingsAsync() =>
        new() { ["Cluster:ConnectionString"] = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() };
}

public sealed class Sqlite_state : StateConformance
{
    private readonly string folder = Directory.CreateTempSubdirectory("sms-state-").FullName;

    private protected override Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?> { ["Data:Directory"] = folder });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
