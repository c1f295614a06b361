using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>
/// Nobody without consent is ever texted: whatever people said, imports claimed, rules suppressed and erasures removed, a campaign reaches exactly those whose
/// own last word on its kind of text was yes. Against a silo with a real database.
/// </summary>
public sealed class ConsentHistoryTests
{
    private const int People = 12, Steps = 60, Histories = 5;
    /// <summary>Consent alone decides here, however often somebody is texted.</summary>
    private static readonly (string Key, string Value) NoCap = ("Sending:FrequencyCap:Enabled", "false");

    private static int batch;

    private enum Step { Subscribe, SubscribeTransactional, Unsubscribe, UnsubscribeMarketing, ImportOlder, Import, Suppress, Lift, Erase, Campaign, TransactionalCampaign }

    [Fact]
    public async Task On_sqlite_a_campaign_reaches_those_who_said_yes_and_nobody_else()
    {
        var carrier = Accepting();
        await using var rig = await SiloRig.StartAsync(carrier, NoCap);
        await PlayAsync(rig, carrier);
    }

    [Fact]
    public async Task On_postgresql_a_campaign_reaches_those_who_said_yes_and_nobody_else()
    {
        var carrier = Accepting();
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var rig = await SiloRig.StartAsync(carrier, NoCap, ("Cluster:ConnectionString", database));
        await PlayAsync(rig, carrier);
    }

    private static async Task PlayAsync(SiloRig rig, ScriptedCarrier carrier)
    {
        await Gen.Select(Gen.Enum<Step>(), Gen.Int[0, People - 1], Gen.Int[1, 500]).Array[Steps]
            .SampleAsync(history => PlayAsync(rig, carrier, history), iter: Histories, threads: 1);
        // Histories in which nobody may be texted would show nothing.
        Assert.True(carrier.Submitted.Count > Histories, $"Only {carrier.Submitted.Count} texts in all");
    }

    private static async Task PlayAsync(SiloRig rig, ScriptedCarrier carrier, (Step Step, int Who, int Minutes)[] history)
    {
        var first = Interlocked.Increment(ref batch) * People;
        var list = (await rig.Grains.Lists().CreateAsync("Everybody", doubleOptIn: false)).Id;
        var people = new Spoken[People];
        for (var i = 0; i < People; i++)
        {
            people[i] = new Spoken(Phone(first + i));
            people[i].Id = (await rig.Grains.Profiles().IdOfAsync(people[i].Phone))!.Value;
        }

        var told = new List<string>();
        foreach (var (step, who, minutes) in history)
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
            var person = people[who];
            var now = rig.Clock.GetUtcNow();
            told.Add($"{step} {who} {minutes}");
            switch (step)
            {
                case Step.Subscribe: await ImportAsync(rig, list, person, ConsentChannels.Marketing, null); break;
                case Step.SubscribeTransactional: await ImportAsync(rig, list, person, ConsentChannels.Transactional, null); break;
                case Step.ImportOlder: await ImportAsync(rig, list, person, ConsentChannels.All, now.AddMinutes(-minutes / 10)); break;
                case Step.Import: await ImportAsync(rig, list, person, ConsentChannels.None, null); break;
                case Step.Unsubscribe: await UnsubscribeAsync(rig, person, ConsentChannels.All); break;
                case Step.UnsubscribeMarketing: await UnsubscribeAsync(rig, person, ConsentChannels.Marketing); break;
                case Step.Suppress:
                    await rig.Grains.Profiles().SuppressAsync([person.Id], "Landline");
                    person.Suppressed |= person.Known;
                    break;
                case Step.Lift:
                    await rig.Grains.Profiles().SuppressAsync([person.Id], null);
                    person.Suppressed &= !person.Known;
                    break;
                case Step.Erase:
                    await rig.Grains.Privacy().EraseAsync([person.Id]);
                    (person.Known, person.ErasedAt) = (false, rig.Clock.GetUtcNow());
                    person.Said.Clear();
                    break;
                default:
                    var transactional = step == Step.TransactionalCampaign;
                    var expected = people.Where(candidate => candidate.MayBeTexted(transactional)).Select(candidate => candidate.Phone).Order();
                    var texted = await SendAsync(rig, carrier, list, transactional);
                    Assert.True(expected.SequenceEqual(texted), $"Texted {string.Join(", ", texted)} after\n{string.Join('\n', told)}");
                    break;
            }
        }
    }

    private static async Task ImportAsync(SiloRig rig, ListId list, Spoken person, ConsentChannels channels, DateTimeOffset? at)
    {
        var consent = channels == ConsentChannels.None ? null : new ConsentGrant(at is null ? "API" : "Import", null, at is not null);
        await rig.Grains.Profiles().ImportAsync(new ImportBatch
        {
            Rows = [new ImportRow(new ProfilePatch { Phone = person.Phone }, 0, at, channels)],
            List = list,
            Consent = consent,
        });
        person.Known = true;
        foreach (var channel in (ConsentChannels[])[ConsentChannels.Marketing, ConsentChannels.Transactional])
            if (channels.HasFlag(channel)) person.SayYes(channel, at ?? rig.Clock.GetUtcNow(), ofAFile: at is not null);
    }

    private static async Task UnsubscribeAsync(SiloRig rig, Spoken person, ConsentChannels channels)
    {
        await rig.Grains.Subscriber(person.Id).UnsubscribeAsync(new ConsentChange("API", null, channels));
        foreach (var channel in (ConsentChannels[])[ConsentChannels.Marketing, ConsentChannels.Transactional])
            if (person.Known && channels.HasFlag(channel)) person.SayNo(channel, rig.Clock.GetUtcNow());
    }

    private static async Task<List<string>> SendAsync(SiloRig rig, ScriptedCarrier carrier, ListId list, bool transactional)
    {
        var body = $"Sale {Ulid.NewUlid()}";
        var campaign = await rig.Grains.Campaigns().CreateAsync(new CampaignDefinition
        {
            Name = "Sale",
            Included = [list],
            Content = new MessageContent { Body = body, Transactional = transactional },
            UseSmartSending = false,
        });
        Assert.Equal(CampaignVerdict.Done, (await rig.Grains.Campaign(campaign.Id).SendAsync()).Verdict);
        await SiloRig.UntilAsync(
            async () => (await rig.Grains.Campaign(campaign.Id).GetAsync())!.Status, status => status is CampaignStatus.Sent or CampaignStatus.CancelledNoRecipients);
        return [.. carrier.Submitted.Where(message => message.Body.Contains(body, StringComparison.Ordinal)).Select(message => message.To).Order()];
    }

    private static ScriptedCarrier Accepting()
    {
        var carrier = new ScriptedCarrier();
        carrier.OnSubmit = message => carrier.Accept(message, TimeProvider.System.GetUtcNow());
        return carrier;
    }

    private static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"+1{201 + number / 100}55501{number % 100:00}");

    /// <summary>A person by what they said, in order, and nothing else.</summary>
    private sealed class Spoken(string phone)
    {
        public string Phone => phone;
        public SubscriberId Id { get; set; }
        public bool Known { get; set; }
        public bool Suppressed { get; set; }
        public DateTimeOffset? ErasedAt { get; set; }
        public ConcurrentDictionary<ConsentChannels, (bool Yes, DateTimeOffset At)> Said { get; } = [];

        public bool MayBeTexted(bool transactional) => Known && !Suppressed
            && Said.TryGetValue(transactional ? ConsentChannels.Transactional : ConsentChannels.Marketing, out var said) && said.Yes;

        public void SayYes(ConsentChannels channel, DateTimeOffset at, bool ofAFile)
        {
            if (Suppressed || ErasedAt >= at) return;
            if (Said.TryGetValue(channel, out var said) && (said.Yes || said.At >= at || ofAFile)) return;
            Said[channel] = (true, at);
        }

        public void SayNo(ConsentChannels channel, DateTimeOffset at)
        {
            Said[channel] = (false, at);
        }
    }
}
