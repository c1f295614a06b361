using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sms.Tests;

/// <summary>Flows in a silo as it is composed: who enters, when they are texted, and what stops them.</summary>
public sealed class FlowTests
{
    private const string Phone = "+12125550100";
    private const string Ours = "78745";
    private int texts;

    [Fact]
    public async Task A_text_that_comes_46_times_enters_once_and_is_answered_with_one_message()
    {
        await using var rig = await RulesRig.StartAsync();
        var person = await SubscribedAsync(rig);
        var flow = await LiveAsync(rig, new FlowDefinition { Name = "Hello", Actions = [Send("Hello")] });
        await KeywordAsync(rig, flow);
        await Task.WhenAll(Enumerable.Range(0, 46).Select(_ => HearAsync(rig, person, "join", "SM1")));
        await SentAsync(rig, 1);

        // Also when the start itself is told again, as after a crash.
        var start = new FlowStart(person, "text/2", (await TextsOfAsync(rig, person))[0].At);
        Assert.Equal(FlowEntryVerdict.Already, await rig.Grains.Flow(flow.Id).EnterAsync(start));
        Assert.Null(await rig.Grains.Subscriber(person).ContinueAsync(ConversationStep.Flows, 2));
        await HearAsync(rig, person, "join", "SM2");
        Assert.Equal(FlowEntryVerdict.Reentry, await rig.Grains.Flow(flow.Id).EnterAsync(start with { Cause = "text/9" }));
        await RunAsync(rig, flow.Id);
        Assert.Equal("Hello", Assert.Single(rig.Carrier.Submitted).Body);
    }

    [Fact]
    public async Task A_delay_passes_before_the_next_text_whatever_process_is_there_and_the_month_of_the_step_is_in_the_message()
    {
        await using var rig = await RulesRig.StartAsync();
        var person = await SubscribedAsync(rig);
        var flow = await LiveAsync(rig, new FlowDefinition
        {
            Name = "Course",
            Actions = [Send("One"), Wait(FlowUnit.Days, 40), Wait(FlowUnit.Hours, 2), Send("Two"), Wait(FlowUnit.Minutes, 1)],
        });
        await EnterAsync(rig, flow, person);
        await WaitsAsync(rig, flow);
        rig.Clock.Advance(TimeSpan.FromDays(40));
        await RunAsync(rig, flow.Id);
        Assert.Single(rig.Carrier.Submitted);

        await rig.RestartAsync();
        rig.Clock.Advance(TimeSpan.FromHours(3));
        await SentAsync(rig, 2);
        Assert.Equal(["One", "Two"], rig.Carrier.Submitted.Select(message => message.Body));
        var sent = await DecisionsAsync(rig, person, DecisionVerdict.Sent, 2);
        Assert.Equal([3, 0], sent.Select(decision => decision.Message.Ordinal));
        Assert.NotEqual(sent[0].Message.Born, sent[1].Message.Born);
        Assert.Null(await RunAsync(rig, flow.Id));
    }

    [Fact]
    public async Task A_step_that_is_done_again_has_the_same_message_and_texts_nobody_twice()
    {
        await using var rig = await RulesRig.StartAsync();
        var person = await SubscribedAsync(rig);
        var flow = await LiveAsync(rig, new FlowDefinition { Name = "Hello", Actions = [Send("Hello"), Wait(FlowUnit.Days, 1), Send("Again", smart: false)] });
        await EnterAsync(rig, flow, person);
        await SentAsync(rig, 1);

        // As if the process had died before it could note that the step is done.
        var sent = Assert.Single(await DecisionsAsync(rig, person, DecisionVerdict.Sent, 1));
        var next = await WaitsAsync(rig, flow);
        var reached = Assert.Single(await rig.Flows.ReadDueAsync(flow.Id, next, 1)).ReachedAt.AddDays(-1);
        await rig.Flows.MoveAsync(flow.Id, [new FlowMove(0, 2, 0, reached, reached)]);
        await RunAsync(rig, flow.Id);
        Assert.True(await rig.Flows.ReadNextAsync(flow.Id) >= next);

        rig.Clock.Advance(TimeSpan.FromHours(25));
        await SentAsync(rig, 2);
        Assert.Equal(["Hello", "Again"], rig.Carrier.Submitted.Select(message => message.Body));
        Assert.Equal([sent.Message], (await DecisionsAsync(rig, person, DecisionVerdict.Sent, 2)).Skip(1).Select(decision => decision.Message));
    }

    [Fact]
    public async Task Whom_the_hour_forbids_waits_until_morning_and_the_decision_says_so()
    {
        await using var rig = await RulesRig.StartAsync(("Sending:QuietHours:Flows", "Enforce"));
        var person = await SubscribedAsync(rig);
        var flow = await LiveAsync(rig, new FlowDefinition { Name = "Night", Actions = [Send("Good morning")] });
        rig.GoTo("America/New_York", 4);
        await EnterAsync(rig, flow, person);
        var put = Assert.Single(await DecisionsAsync(rig, person, DecisionVerdict.Deferred, 1));
        Assert.Equal((SkipReason.QuietHours, true, SourceId.Of(flow.Id)), (put.Reason, put.Waiting, put.Source));
        Assert.Empty(rig.Carrier.Submitted);

        rig.GoTo("America/New_York", 9);
        await SentAsync(rig, 1);
        Assert.Equal(put.Message, Assert.Single(await DecisionsAsync(rig, person, DecisionVerdict.Sent, 1)).Message);
    }

    [Fact]
    public async Task Whom_a_busy_number_keeps_waiting_is_texted_once_at_its_pace_and_not_at_all_when_the_flow_is_made_a_draft()
    {
        await using var rig = await RulesRig.StartAsync(("SendingNumbers:0:Number", Ours), ("SendingNumbers:0:SegmentsPerSecond", "4"));
        var accept = rig.Carrier.OnSubmit;
        var accepted = new ConcurrentQueue<MessageId>();
        var submits = 0;
        rig.Carrier.OnSubmit = message =>
        {
            // The provider, too, wants fewer.
            if (Interlocked.Increment(ref submits) == 3) return SubmitReply.Throttled("20429", "Too Many Requests", TimeSpan.FromMilliseconds(200));
            accepted.Enqueue(message.Id);
            return accept(message);
        };
        await rig.ListAsync(RulesRig.Phones(212, 40));
        var people = await Task.WhenAll(RulesRig.Phones(212, 40).Select(rig.PersonAsync));
        var flow = await LiveAsync(rig, new FlowDefinition { Name = "Hello", Actions = [Send("Hello")] });
        var began = Stopwatch.StartNew();
        await Task.WhenAll(people.Select(person => EnterAsync(rig, flow, person)));
        await SiloRig.UntilAsync(() => Task.FromResult(accepted.Count), count => count >= 12);
        // Four at once, and four in every second from then on.
        Assert.InRange(began.Elapsed, TimeSpan.FromSeconds(1.9), TimeSpan.MaxValue);

        await rig.Grains.Flow(flow.Id).SetStatusAsync(FlowStatus.Draft);
        var under = accepted.Count;
        await SiloRig.UntilAsync(() => rig.Flows.ReadNextAsync(flow.Id), due => due is null);
        await RunAsync(rig, flow.Id);
        Assert.InRange(accepted.Count, under, under + 4);
        Assert.Equal(accepted.Count, accepted.Distinct().Count());
        Assert.Equal(accepted.Select(id => id.Value).Order(), (await Task.WhenAll(people.Select(rig.DecisionsAsync)))
            .SelectMany(decisions => decisions).Where(decision => decision.Verdict == DecisionVerdict.Sent).Select(decision => decision.Message.Value).Order());
    }

    [Fact]
    public async Task Who_may_not_be_texted_is_skipped_with_the_reason_and_goes_on_to_the_next_text()
    {
        await using var rig = await RulesRig.StartAsync();
        var person = await SubscribedAsync(rig);
        var flow = await LiveAsync(rig, new FlowDefinition { Name = "Two", Actions = [Send("One"), Send("Two", smart: false)] });
        await EnterAsync(rig, flow, person);
        await SentAsync(rig, 2);
        await rig.Grains.Flow(flow.Id).DeleteAsync();

        // Within its window the first text of another flow is one too many; the second does not ask.
        var other = await LiveAsync(rig, new FlowDefinition { Name = "Smart", Actions = [Send("Three"), Send("Four", smart: false)] });
        await EnterAsync(rig, other, person);
        await SentAsync(rig, 3);
        Assert.Equal(["One", "Two", "Four"], rig.Carrier.Submitted.Select(message => message.Body));
        Assert.Equal(SkipReason.SmartSending, Assert.Single(await DecisionsAsync(rig, person, DecisionVerdict.Skipped, 1)).Reason);
    }

    [Theory]
    [InlineData(FlowStatus.Draft, 1)]
    [InlineData(FlowStatus.None, 1)]
    [InlineData(FlowStatus.Manual, 2)]
    public async Task A_draft_and_a_deleted_flow_stop_their_people_and_a_manual_one_lets_nobody_in(FlowStatus status, int sent)
    {
        await using var rig = await RulesRig.StartAsync();
        var person = await SubscribedAsync(rig);
        var flow = await LiveAsync(rig, new FlowDefinition { Name = "Stopped", Actions = [Send("One"), Wait(FlowUnit.Hours, 1), Send("Two", smart: false)] });
        await EnterAsync(rig, flow, person);
        await WaitsAsync(rig, flow);
        var grain = rig.Grains.Flow(flow.Id);
        if (status == FlowStatus.None) Assert.True(await grain.DeleteAsync());
        else Assert.Equal(status, (await grain.SetStatusAsync(status))!.Status);
        var late = new FlowStart(await SubscribedAsync(rig, "+12125550199"), "text/1", rig.Clock.GetUtcNow());
        Assert.Equal(status == FlowStatus.None ? FlowEntryVerdict.Unknown : FlowEntryVerdict.NotLive, await grain.EnterAsync(late));

        // Live again, who was stopped stays where they are.
        if (status == FlowStatus.Draft) await grain.SetStatusAsync(FlowStatus.Live);
        rig.Clock.Advance(TimeSpan.FromHours(2));
        await SentAsync(rig, sent);
        await RunAsync(rig, flow.Id);
        Assert.Equal(sent, rig.Carrier.Submitted.Count);
    }

    [Fact]
    public async Task Whoever_is_put_on_the_list_enters_by_the_agenda_alone_and_who_was_on_it_before_does_not()
    {
        await using var rig = await RulesRig.StartAsync();
        var list = await rig.ListAsync(Phone);
        var flow = await LiveAsync(rig, new FlowDefinition { Name = "List", Trigger = list, Actions = [Send("Welcome")] });
        var late = await SubscribedAsync(rig, "+12125550101");
        for (var time = 0; time < 2; time++) await rig.Grains.List(list).AddAsync([late]);
        await SentAsync(rig, 1);

        // Off and on again is another membership, and not another entry.
        await rig.Grains.List(list).RemoveAsync([late]);
        await rig.Grains.List(list).AddAsync([late]);
        await rig.RestartAsync();
        await rig.Grains.List(list).AddAsync([await SubscribedAsync(rig, "+12125550102")]);
        await SentAsync(rig, 2);
        Assert.Equal(["+12125550101", "+12125550102"], rig.Carrier.Submitted.Select(message => message.To));
        Assert.Equal(flow.Id, Assert.Single(await rig.Grains.Flows().ListAsync()).Id);
    }

    [Fact]
    public async Task Who_may_enter_again_does_after_the_time_and_gets_other_messages()
    {
        await using var rig = await RulesRig.StartAsync();
        var person = await SubscribedAsync(rig);
        var flow = await LiveAsync(rig, new FlowDefinition { Name = "Again", Actions = [Send("Hello", smart: false)], Reentry = new FlowReentry(FlowUnit.Days, 2) });
        Assert.Equal(FlowEntryVerdict.Entered, await EnterAsync(rig, flow, person, "text/1"));
        await SentAsync(rig, 1);
        rig.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(FlowEntryVerdict.Reentry, await EnterAsync(rig, flow, person, "text/2"));
        rig.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(FlowEntryVerdict.Entered, await EnterAsync(rig, flow, person, "text/3"));
        await SentAsync(rig, 2);
        Assert.Equal(2, (await DecisionsAsync(rig, person, DecisionVerdict.Sent, 2)).Select(decision => decision.Message).Distinct().Count());
    }

    [Fact]
    public async Task A_keyword_that_asks_for_a_confirmation_starts_its_flow_with_the_yes()
    {
        await using var rig = await RulesRig.StartAsync();
        var list = await rig.Grains.Lists().CreateAsync("Confirmed", doubleOptIn: true);
        var flow = await LiveAsync(rig, new FlowDefinition { Name = "Hello", Actions = [Send("Hello")] });
        await KeywordAsync(rig, flow, list.Id);
        await rig.Grains.Profiles().UpsertAsync(new ProfilePatch { Phone = Phone });
        var person = await rig.PersonAsync(Phone);
        await HearAsync(rig, person, "join");
        await HearAsync(rig, person, "join");
        await RunAsync(rig, flow.Id);
        Assert.DoesNotContain(rig.Carrier.Submitted, message => message.Body == "Hello");
        await HearAsync(rig, person, "yes");
        await SiloRig.UntilAsync(() => Task.FromResult(rig.Carrier.Submitted.Count(message => message.Body == "Hello")), count => count == 1);
        Assert.Equal([list.Id], await rig.Grains.Profiles().ListsOfAsync(person));
    }

    [Fact]
    public async Task What_is_no_flow_is_not_created()
    {
        await using var rig = await RulesRig.StartAsync();
        var nowhere = new ListId(Ulid.NewUlid().ToString());
        var flow = new FlowDefinition { Name = "No", Trigger = nowhere, Actions = [Send("Hello")] };
        Assert.Equal(FlowVerdict.NoSuchList, (await rig.Grains.Flows().CreateAsync(flow)).Verdict);
        var broken = await rig.Grains.Flows().CreateAsync(flow with { Trigger = null, Actions = [Send("Hello"), Send("{% if %}")] });
        Assert.Equal((FlowVerdict.BrokenTemplate, 1), (broken.Verdict, broken.Action));
        Assert.Empty(await rig.Grains.Flows().ListAsync());
    }

    private static FlowAction Send(string body, bool smart = true) => new()
    {
        Message = new FlowMessage { Content = new MessageContent { Body = body, Options = new RenderOptions { AddOrgPrefix = false, AddInfoLink = false } }, UseSmartSending = smart },
    };

    private static FlowAction Wait(FlowUnit unit, int value) => new() { Delay = new FlowDelay(unit, value) };

    private static async Task<Flow> LiveAsync(RulesRig rig, FlowDefinition definition)
    {
        var flow = (await rig.Grains.Flows().CreateAsync(definition)).Flow!;
        Assert.Equal(FlowStatus.Draft, flow.Status);
        return (await rig.Grains.Flow(flow.Id).SetStatusAsync(FlowStatus.Live))!;
    }

    private static async Task KeywordAsync(RulesRig rig, Flow flow, ListId? list = null)
    {
        var now = rig.Clock.GetUtcNow();
        var written = await rig.Grains.SmsKeywords().CreateAsync(new SmsKeyword { Id = Ulid.NewUlid().ToString(), Word = "join", List = list, Flow = flow.Id, Created = now, Updated = now });
        Assert.Equal(KeywordVerdict.Written, written.Verdict);
    }

    private static Task<FlowEntryVerdict> EnterAsync(RulesRig rig, Flow flow, SubscriberId person, string cause = "text/1") =>
        rig.Grains.Flow(flow.Id).EnterAsync(new FlowStart(person, cause, rig.Clock.GetUtcNow()));

    private static async Task<SubscriberId> SubscribedAsync(RulesRig rig, string phone = Phone)
    {
        await rig.Grains.Profiles().ImportAsync(new ImportBatch { Rows = [new ImportRow(new ProfilePatch { Phone = phone }, 0)], Consent = new ConsentGrant("Test", null, false) });
        return await rig.PersonAsync(phone);
    }

    private Task<InboundVerdict> HearAsync(RulesRig rig, SubscriberId person, string body, string? id = null) => rig.Grains.Subscriber(person).HearAsync(new InboundText
    {
        Carrier = "sandbox",
        ProviderId = id ?? $"SM-{texts++}",
        From = Phone,
        Country = "US",
        To = Ours,
        Body = body,
        ArrivedAt = rig.Clock.GetUtcNow(),
    });

    private static async Task<IReadOnlyList<ConversationText>> TextsOfAsync(RulesRig rig, SubscriberId person) => (await rig.Grains.Conversations().GetAsync(person))!.Texts;

    private static Task<TimeSpan?> RunAsync(RulesRig rig, FlowId flow) => rig.Grains.FlowRun(flow).ContinueAsync();

    private static Task<int> SentAsync(RulesRig rig, int messages) => SiloRig.UntilAsync(() => Task.FromResult(rig.Carrier.Submitted.Count), count => count >= messages);

    /// <summary>Until the next text is due later: a delay counts from when the text before it was done, and the clock may be moved then.</summary>
    private static async Task<DateTimeOffset> WaitsAsync(RulesRig rig, Flow flow) =>
        (await SiloRig.UntilAsync(() => rig.Flows.ReadNextAsync(flow.Id), due => due > rig.Clock.GetUtcNow().AddMinutes(10)))!.Value;

    private static async Task<List<Decision>> DecisionsAsync(RulesRig rig, SubscriberId person, DecisionVerdict verdict, int count) => await SiloRig.UntilAsync(
        async () => (await rig.DecisionsAsync(person)).Where(decision => decision.Verdict == verdict).ToList(), decisions => decisions.Count >= count);
}
