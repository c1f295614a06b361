using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sms.Tests;

/// <summary>The register in a silo as it is composed.</summary>
public sealed class CampaignListTests : IAsyncLifetime
{
    private const int Ended = 30;
    private const int Drafts = 5;

    private readonly string folder = Directory.CreateTempSubdirectory("sms-campaigns-").FullName;
    private readonly Asked asked = new();
    private IHost? host;

    private IGrainFactory Grains => host!.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        // The round of audits reads the list, too, soon after a start.
        builder.Configuration.AddInMemoryCollection([new("Data:Directory", folder), new("Sandbox:Enabled", "false"), new("Audit:ActiveDays", "0")]);
        builder.AddSmsSilo();
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(asked);
        host = builder.Build();
        await host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host!.StopAsync();
        host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_list_asks_each_campaign_that_has_ended_once_and_shows_every_change_of_the_others()
    {
        for (var i = 0; i < Ended; i++) await CancelAsync(await CreateAsync(i));
        for (var i = 0; i < Drafts; i++) await CreateAsync(Ended + i);
        asked.Campaigns.Clear();
        await ListAsync();
        Assert.Equal(Ended + Drafts, asked.Campaigns.Count);

        asked.Campaigns.Clear();
        var list = await ListAsync();
        Assert.Equal(Drafts, asked.Campaigns.Count);
        Assert.Equal(Enumerable.Range(0, Ended + Drafts).Reverse().Select(i => $"Campaign {i}"), list.Select(campaign => campaign.Definition.Name));
        Assert.Equal(Ended, list.Count(campaign => campaign.Status == CampaignStatus.Cancelled));

        await Grains.Campaign(list[0].Id).UpdateAsync(list[0].Definition with { Name = "Autumn" });
        await CancelAsync(list[1]);
        await Grains.Campaign(list[2].Id).DeleteAsync();
        var later = await ListAsync();
        Assert.Equal("Autumn", later[0].Definition.Name);
        Assert.Equal(CampaignStatus.Cancelled, later[1].Status);
        Assert.DoesNotContain(later, campaign => campaign.Id == list[2].Id);
        Assert.Equal(list[1].Id, (await Grains.Campaigns().FindByMessageAsync(list[1].MessageId))?.Id);
    }

    private Task<IReadOnlyList<Campaign>> ListAsync() => Grains.Campaigns().ListAsync();

    private Task<Campaign> CreateAsync(int number) => Grains.Campaigns().CreateAsync(new CampaignDefinition
    {
        Name = $"Campaign {number}",
        Included = [],
        Content = new MessageContent { Body = "Hi" },
        SendAt = TimeProvider.System.GetUtcNow().AddDays(1),
    });

    private async Task CancelAsync(Campaign campaign)
    {
        Assert.Equal(CampaignVerdict.Done, (await Grains.Campaign(campaign.Id).SendAsync()).Verdict);
        Assert.Equal(CampaignVerdict.Done, (await Grains.Campaign(campaign.Id).CancelAsync()).Verdict);
    }

    /// <summary>Who was asked what they are.</summary>
    private sealed class Asked : IIncomingGrainCallFilter
    {
        public ConcurrentBag<string> Campaigns { get; } = [];

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceName.EndsWith(nameof(ICampaignGrain), StringComparison.Ordinal) && context.MethodName == nameof(ICampaignGrain.GetAsync))
                Campaigns.Add(context.TargetId.ToString());
            return context.Invoke();
        }
    }
}
