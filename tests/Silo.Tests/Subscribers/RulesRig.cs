using System.Globalization;

namespace Sms.Tests;

/// <summary>A silo with a carrier that takes everything at once, and campaigns to people whose rules are in force.</summary>
internal sealed class RulesRig : IAsyncDisposable
{
    private readonly (string Key, string Value)[] settings;
    private SiloRig silo;

    private RulesRig(SiloRig silo, ScriptedCarrier carrier, (string Key, string Value)[] settings) => (this.silo, Carrier, this.settings) = (silo, carrier, settings);

    public ScriptedCarrier Carrier { get; }
    public IGrainFactory Grains => silo.Grains;
    public ISendingNumbers Numbers => silo.Numbers;
    public IFlowStore Flows => silo.Flows;
    public ShiftedClock Clock => silo.Clock;

    public static async Task<RulesRig> StartAsync(params (string Key, string Value)[] settings)
    {
        var carrier = new ScriptedCarrier();
        SiloRig? started = null;
        carrier.OnSubmit = message => carrier.Accept(message, started?.Clock.GetUtcNow() ?? default);
        started = await SiloRig.StartAsync(carrier, settings);
        return new RulesRig(started, carrier, settings);
    }

    /// <summary>The process ends, and another takes over what it left.</summary>
    public async Task RestartAsync() => silo = await silo.RestartAsync(Carrier, settings);

    /// <summary>Moves the clock forward to the next time the wall clock of a zone shows this hour.</summary>
    public void GoTo(string zone, int hour, DayOfWeek? day = null)
    {
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var now = Clock.GetUtcNow();
        var then = now;
        do then = then.AddMinutes(1);
        while (TimeZoneInfo.ConvertTime(then, clock) is var local && (local.Hour != hour || local.Minute != 0 || (day is not null && local.DayOfWeek != day)));
        Clock.Advance(then - now);
    }

    public async Task<ListId> ListAsync(params IEnumerable<string> phones)
    {
        var list = await Grains.Lists().CreateAsync("People", doubleOptIn: false);
        var rows = phones.Select((phone, i) => new ImportRow(new ProfilePatch { Phone = phone }, i)).ToList();
        var imported = await Grains.Profiles().ImportAsync(new ImportBatch { Rows = rows, List = list.Id, Consent = new ConsentGrant("Test", null, false) });
        Assert.Equal(rows.Count, imported.AddedToList);
        return list.Id;
    }

    public static IEnumerable<string> Phones(int area, int people) =>
        Enumerable.Range(0, people).Select(i => string.Create(CultureInfo.InvariantCulture, $"+1{area}555{100 + i:0000}"));

    public async Task<CampaignId> SendAsync(ListId list, Func<CampaignDefinition, CampaignDefinition>? with = null)
    {
        var definition = new CampaignDefinition { Name = "Sale", Included = [list], Content = new MessageContent { Body = "20% off" } };
        var campaign = await Grains.Campaigns().CreateAsync(with?.Invoke(definition) ?? definition);
        Assert.Equal(CampaignVerdict.Done, (await Grains.Campaign(campaign.Id).SendAsync()).Verdict);
        return campaign.Id;
    }

    public Task<CampaignAudit> UntilAsync(CampaignId campaign, Func<CampaignAudit, bool> good) =>
        SiloRig.UntilAsync(async () => (await Grains.Campaign(campaign).AuditAsync())!, good);

    public Task SentAsync(CampaignId campaign) =>
        SiloRig.UntilAsync(async () => (await Grains.Campaign(campaign).GetAsync())!.Status, status => status == CampaignStatus.Sent);

    /// <summary>Lets the sweep of this stage go through everything that is old enough now.</summary>
    public Task SweepAsync(SettleStage stage, TimeSpan later = default) => silo.SweepAsync(stage, later);

    public Task<MessageTrace> TraceAsync(CampaignId campaign) => silo.TraceAsync(campaign);

    public async Task<IReadOnlyList<Decision>> DecisionsAsync(SubscriberId person) =>
        (await Grains.Metrics().DecisionsAsync(new DecisionQuery { Subscriber = person, Size = 100 })).Decisions;

    public async Task<SubscriberId> PersonAsync(string phone) =>
        Assert.Single((await Grains.Profiles().QueryAsync(new ProfileQuery { Phones = [phone] })).Profiles).Id;

    public ValueTask DisposeAsync() => silo.DisposeAsync();
}
