using Sms.Testing;

namespace Sms.Tests;

/// <summary>The audit nobody asked for, in a silo as it is composed, over a database somebody else can write to.</summary>
public abstract class SelfAuditConformance
{
    private const int People = 7;

    private readonly ScriptedCarrier carrier = new();

    [Fact]
    public async Task A_tampered_total_raises_one_alert_however_often_it_is_seen()
    {
        await using var rig = await StartAsync();
        using var alerts = new AlertCount(rig.Meters);
        var campaign = await rig.SendAsync(People);
        var audit = rig.Grains.CampaignAudit(campaign);
        Assert.Empty((await audit.AuditAsync())!.Differences);
        await TamperAsync(rig, campaign, by: 1);

        var found = (await audit.AuditAsync())!;
        for (var again = 0; again < 3; again++) Assert.Equal(found.Differences, (await audit.AuditAsync())!.Differences);

        Assert.Equal([$"Relayed SMS: totals say {People + 1}, the events {People}"], found.Differences);
        var alert = Assert.Single(await AlertsAsync(rig));
        Assert.Contains(campaign.Value, alert.Detail, StringComparison.Ordinal);
        Assert.Contains(found.Differences[0], alert.Detail, StringComparison.Ordinal);
        Assert.Equal(1, alerts.Count);
        Assert.Equal(found.Differences, (await audit.GetAsync())!.Differences);
        // It is in nobody's books: no other figure has moved.
        Assert.Equal(found.Differences, (await rig.Grains.Campaign(campaign).AuditAsync())!.Differences);
    }

    [Fact]
    public async Task Another_difference_is_another_alert_and_what_was_repaired_and_broke_again_is_one_too()
    {
        await using var rig = await StartAsync();
        using var alerts = new AlertCount(rig.Meters);
        var campaign = await rig.SendAsync(People);
        var audit = rig.Grains.CampaignAudit(campaign);
        // Downwards, which the campaign's own view does not follow.
        await TamperAsync(rig, campaign, by: -1);
        await audit.AuditAsync();
        await TamperAsync(rig, campaign, by: -1);
        await audit.AuditAsync();
        await TamperAsync(rig, campaign, by: 2);
        Assert.Empty((await audit.AuditAsync())!.Differences);
        await TamperAsync(rig, campaign, by: -2);
        await audit.AuditAsync();

        Assert.Equal(3, (await AlertsAsync(rig)).Count);
        Assert.Equal(3, alerts.Count);
    }

    [Fact]
    public async Task A_campaign_that_is_audited_all_the_time_while_it_sends_and_receives_raises_none()
    {
        await using var rig = await StartAsync();
        using var alerts = new AlertCount(rig.Meters);
        DeliverAll(rig);
        var sending = rig.SendAsync(600);
        var busy = 0;
        while (!sending.IsCompleted)
        {
            foreach (var campaign in await rig.Grains.Campaigns().ListAsync())
            {
                Assert.Empty((await rig.Grains.CampaignAudit(campaign.Id).AuditAsync())!.Differences);
                if (await rig.Grains.Campaign(campaign.Id).GetTotalsAsync() is { Received: > 0, Deferred: > 0 }) busy++;
            }
        }

        Assert.Equal(600, (await rig.AuditAsync(await sending)).Received);
        Assert.True(busy > 0, "It was never audited while it was busy");
        Assert.Empty(await AlertsAsync(rig));
        Assert.Equal(0, alerts.Count);
    }

    [Fact]
    public async Task It_comes_by_itself_some_time_after_the_campaign_has_ended()
    {
        await using var rig = await StartAsync(("Audit:ActiveDays", "0"), ("Audit:AfterFinish", "02:00:00"));
        var campaign = await rig.SendAsync(People);
        await TamperAsync(rig, campaign, by: 1);
        Assert.Null(await rig.Grains.CampaignAudit(campaign).GetAsync());
        rig.Clock.Advance(TimeSpan.FromHours(2.1));

        var audit = await SiloRig.UntilAsync(rig.Grains.CampaignAudit(campaign).GetAsync, found => found is not null);
        Assert.Single(audit!.Differences);
        Assert.Single(await AlertsAsync(rig));
    }

    [Fact]
    public async Task The_daily_round_takes_what_was_active_lately_and_nothing_older()
    {
        await using var rig = await StartAsync(("Audit:AfterFinish", "00:00:00"), ("Audit:ActiveDays", "3"), ("Audit:PerMinute", "60"));
        // What has its last word is asked for no more: no event makes the old one young again.
        DeliverAll(rig);
        var old = await rig.SendAsync(1, phone: "+12015550199");
        rig.Clock.Advance(TimeSpan.FromDays(10));
        var late = await rig.SendAsync(1, phone: "+12015550198");
        var young = await rig.SendAsync(1, phone: "+12015550197");
        rig.Clock.Advance(TimeSpan.FromDays(1));

        foreach (var campaign in (CampaignId[])[late, young])
            Assert.Empty((await SiloRig.UntilAsync(rig.Grains.CampaignAudit(campaign).GetAsync, found => found is not null))!.Differences);
        // Its pace while there is something left; then the time until the next round, which is short before four in the morning.
        await SiloRig.UntilAsync(rig.Grains.SelfAudit().ContinueAsync, wait => wait != TimeSpan.FromSeconds(1));
        Assert.Null(await rig.Grains.CampaignAudit(old).GetAsync());
        Assert.Empty(await AlertsAsync(rig));
    }

    protected abstract Task<(string Key, string Value)[]> DatabaseAsync();

    private protected abstract Task ExecuteAsync(SiloRig rig, string sql);

    private async Task<SiloRig> StartAsync(params (string Key, string Value)[] settings)
    {
        var database = await DatabaseAsync();
        SiloRig? rig = null;
        carrier.OnSubmit = message => carrier.Accept(message, rig!.Clock.GetUtcNow());
        return rig = await SiloRig.StartAsync(carrier, [.. database, .. settings]);
    }

    private void DeliverAll(SiloRig rig) => carrier.BeforeAnswer = (message, reply) => rig.Grains.Message(message.Id).RecordAsync(new DeliveryReceipt
    {
        Carrier = carrier.Name,
        ProviderId = reply.ProviderId!,
        Status = DeliveryStatus.Delivered,
        VendorStatus = "delivered",
        Raw = "x",
        ArrivedAt = rig.Clock.GetUtcNow(),
    });

    private Task TamperAsync(SiloRig rig, CampaignId campaign, int by) => ExecuteAsync(
        rig, $"update source_total set n = n + {by} where source = '{SourceId.Of(campaign)}' and metric = {(int)Metric.RelayedSms} and shard = (select min(shard) from source_total where source = '{SourceId.Of(campaign)}' and metric = {(int)Metric.RelayedSms})");

    private static async Task<IReadOnlyList<RecordedEvent>> AlertsAsync(SiloRig rig) =>
        (await rig.Grains.Metrics().QueryEventsAsync(new EventQuery { Metric = Metric.AuditAlert })).Events;
}
