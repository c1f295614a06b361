using System.Diagnostics;
using System.Globalization;
using CsCheck;

namespace Sms.Tests;

/// <summary>
/// F24: whatever is asked of a campaign, in whatever order, while hours pass and its grains are forgotten, it says what its state allows, its books add up, and nobody is
/// texted twice (I3, I4). In the end everybody has it who should.
/// </summary>
public sealed class CampaignModelTests
{
    private const int Sequences = 200, People = 24;

    private enum Step { Send, Pause, Resume, Cancel, Revert, Reschedule, Edit, Hour, Look, Forget }

    private enum Kind { Immediate, Later, Throttled, Variations }

    /// <summary>Written down a second time, as a client would: in which states an action is taken.</summary>
    private static readonly Dictionary<Step, CampaignStatus[]> Allowed = new()
    {
        [Step.Send] = [CampaignStatus.Draft],
        [Step.Edit] = [CampaignStatus.Draft],
        [Step.Revert] = [CampaignStatus.Scheduled],
        [Step.Reschedule] = [CampaignStatus.Scheduled],
        [Step.Pause] = [CampaignStatus.Preparing, CampaignStatus.Sending, CampaignStatus.Paused],
        [Step.Resume] = [CampaignStatus.Paused],
        [Step.Cancel] = [CampaignStatus.Scheduled, CampaignStatus.Preparing, CampaignStatus.Sending, CampaignStatus.Paused, CampaignStatus.Cancelled],
    };

    [Fact]
    public async Task Whatever_is_asked_of_a_campaign_it_texts_nobody_twice_and_leaves_nobody_out()
    {
        await using var rig = await RulesRig.StartAsync(
            ("Campaigns:WaveSize", "5"), ("Campaigns:WavesInFlight", "2"), ("Campaigns:OffersInFlight", "2"), ("Sending:FrequencyCap:Enabled", "false"));
        var list = await rig.ListAsync(RulesRig.Phones(212, People));
        var (clock, taken, refused, texts) = (Stopwatch.StartNew(), 0, 0, 0);
        await Gen.Select(Gen.Enum<Kind>(), Gen.Enum<Step>().Array[4, 14]).SampleAsync(
            async sequence =>
            {
                var play = new Play(rig, list, sequence.Item1);
                await play.BeginAsync();
                foreach (var step in sequence.Item2) await play.TakeAsync(step);
                await play.EndAsync();
                taken += play.Taken;
                refused += play.Refused;
                texts += play.Texts;
            },
            iter: Sequences, threads: 1);
        Assert.True(texts > Sequences * People / 4, $"Only {texts} texts: nothing was tried");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"F24: {Sequences} sequences, {taken} actions taken, {refused} refused, {texts} texts, none twice, {clock.Elapsed.TotalSeconds:0} s"));
    }

    private sealed class Play(RulesRig rig, ListId list, Kind kind)
    {
        private CampaignId id;
        private int edits;

        public int Taken { get; private set; }
        public int Refused { get; private set; }
        public int Texts => Sent.Length;

        /// <summary>The carrier has messages of the campaigns before, too.</summary>
        private CarrierMessage[] Sent => [.. rig.Carrier.Submitted.Where(message => message.Id.Value.StartsWith(id.Value, StringComparison.Ordinal))];

        private ICampaignGrain Grain => rig.Grains.Campaign(id);

        public async Task BeginAsync()
        {
            var definition = new CampaignDefinition { Name = "Sale", Included = [list], UseSmartSending = false, Content = Text("one") };
            id = (await rig.Grains.Campaigns().CreateAsync(kind switch
            {
                Kind.Later => definition with { SendAt = rig.Clock.GetUtcNow().AddMinutes(90) },
                Kind.Throttled => definition with { SendAt = rig.Clock.GetUtcNow().AddMinutes(90), ThrottlePercentage = 25 },
                Kind.Variations => definition with
                {
                    Variations = [new CampaignVariation("", null, Text("one"), 1), new CampaignVariation("", null, Text("two"), 2)],
                    Test = new VariationTest(50, TimeSpan.FromMinutes(30)),
                },
                _ => definition,
            })).Id;
        }

        public async Task TakeAsync(Step step)
        {
            var before = (await Grain.GetAsync())!;
            var verdict = await DoAsync(step, before);
            var after = (await Grain.GetAsync())!;
            if (verdict is { } said)
            {
                // It may have moved on by itself between the look and the action.
                var done = said == CampaignVerdict.Done;
                Assert.True(
                    Allowed[step].Contains(before.Status) == done || (IsMoving(before.Status) && after.Status != before.Status),
                    $"{step} in {before.Status} said {said}; then {after.Status}");
                if (done) Taken++;
                else Refused++;
                if (done) Assert.Contains(after.Status, After(step));
            }

            await AssertSoundAsync();
        }

        /// <summary>Lets it come to its end; a client resumes what it has paused.</summary>
        public async Task EndAsync()
        {
            if ((await Grain.GetAsync())!.Status == CampaignStatus.Draft) await Grain.SendAsync();
            for (var hour = 0; ; hour++)
            {
                var status = (await Grain.GetAsync())!.Status;
                if (status is CampaignStatus.Sent or CampaignStatus.Cancelled) break;
                Assert.True(hour < 2_000, $"Still {status}");
                if (status == CampaignStatus.Paused) await Grain.ResumeAsync();
                // The agenda's part. A wave that is under way is given a moment of the real time it takes.
                rig.Clock.Advance(TimeSpan.FromMinutes(hour % 8 == 0 ? 31 : 0.1));
                await Grain.ContinueAsync();
                await Task.Yield();
            }

            await AssertSoundAsync();
            var campaign = (await Grain.GetAsync())!;
            if (campaign.Status != CampaignStatus.Sent) return;
            var audit = (await Grain.AuditAsync())!;
            Assert.Equal((People, People), ((int)audit.Recounted.Submitted, (int)audit.Recounted.Relayed));
            Assert.Equal(People, Texts);
            Assert.All(Sent, message => Assert.EndsWith(campaign.ContentOf(message.Id.Ordinal).Body, message.Body, StringComparison.Ordinal));
        }

        private async Task<CampaignVerdict?> DoAsync(Step step, Campaign before)
        {
            switch (step)
            {
                case Step.Send: return (await Grain.SendAsync()).Verdict;
                case Step.Pause: return (await Grain.PauseAsync()).Verdict;
                case Step.Resume: return (await Grain.ResumeAsync()).Verdict;
                case Step.Cancel: return (await Grain.CancelAsync()).Verdict;
                case Step.Revert: return (await Grain.RevertAsync()).Verdict;
                case Step.Reschedule:
                    return (await Grain.RescheduleAsync(before.Definition.Strategy with { At = rig.Clock.GetUtcNow().AddMinutes(30) })).Verdict;
                case Step.Edit:
                    var text = Text($"edit {++edits}");
                    return (await Grain.UpdateAsync(before.Definition with
                    {
                        Content = text,
                        Variations = [.. before.Definition.Variations.Select((one, i) => i == 0 ? one with { Content = text } : one)],
                    })).Verdict;
                case Step.Hour:
                    rig.Clock.Advance(TimeSpan.FromMinutes(61));
                    return null;
                case Step.Look:
                    rig.Clock.Advance(TimeSpan.FromSeconds(6));
                    await Grain.ContinueAsync();
                    return null;
                default:
                    await rig.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
                    return null;
            }
        }

        private async Task AssertSoundAsync()
        {
            var audit = (await Grain.AuditAsync())!;
            Assert.Empty(audit.Differences);
            var t = audit.Recounted;
            Assert.All([t.Deferred, t.SubmitUnknown, t.InFlight, t.Refused], count => Assert.True(count >= 0, $"{t}"));
            var sent = Sent;
            Assert.Equal(sent.Length, sent.Select(message => message.To).Distinct().Count());
        }

        private static bool IsMoving(CampaignStatus status) => status is CampaignStatus.Scheduled or CampaignStatus.Preparing or CampaignStatus.Sending;

        private static CampaignStatus[] After(Step step) => step switch
        {
            Step.Send => [CampaignStatus.Scheduled, CampaignStatus.Preparing, CampaignStatus.Sending, CampaignStatus.Sent],
            Step.Resume => [CampaignStatus.Preparing, CampaignStatus.Sending, CampaignStatus.Sent],
            Step.Reschedule => [CampaignStatus.Scheduled],
            Step.Pause => [CampaignStatus.Paused],
            Step.Cancel => [CampaignStatus.Cancelled],
            _ => [CampaignStatus.Draft],
        };

        private static MessageContent Text(string body) => new() { Body = body };
    }
}
