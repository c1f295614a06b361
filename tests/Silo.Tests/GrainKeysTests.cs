namespace Sms.Tests;

public sealed class GrainKeysTests
{
    [Fact]
    public async Task A_reference_made_the_quick_way_is_the_one_Orleans_makes()
    {
        await using var rig = await SiloRig.StartAsync();
        var campaign = new CampaignId(Ulid.NewUlid().ToString());
        var message = MessageId.Of(SourceId.Of(campaign), DateTimeOffset.UnixEpoch, 7);
        var person = new SubscriberId(new string('a', 26));
        // The first of a kind is asked for by its interface, the second is not.
        for (var time = 1; time <= 2; time++)
        {
            Assert.Equal(rig.Grains.GetGrain<IMessageGrain>(message.Value), rig.Grains.Message(message));
            Assert.Equal(rig.Grains.GetGrain<ISubscriberGrain>(person.Value), rig.Grains.Subscriber(person));
            Assert.Equal(rig.Grains.GetGrain<ICampaignGrain>("campaign/" + campaign.Value), rig.Grains.Campaign(campaign));
            Assert.Equal(rig.Grains.GetGrain<ICarrierGrain>("sandbox"), rig.Grains.Carrier("sandbox"));
            Assert.Equal(rig.Grains.GetGrain<IIntakeGrain>("7"), rig.Grains.Intake(7));
            Assert.Equal(rig.Grains.GetGrain<ISiloDeskGrain>("10.0.0.1:11111@1"), rig.Grains.SiloDesk("10.0.0.1:11111@1"));
        }

        Assert.Null(await rig.Grains.Message(message).GetTraceAsync());
    }
}
