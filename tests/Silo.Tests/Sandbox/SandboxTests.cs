using System.Net;
using System.Text;
using CsCheck;

namespace Sms;

public sealed class SandboxTests
{
    [Fact]
    public async Task What_is_reported_by_callbacks_is_the_truth()
    {
        await using var rig = await SandboxRig.StartAsync(
            ("Sandbox:DuplicateRate", "0.2"), ("Sandbox:ReorderRate", "0.2"), ("Sandbox:EarlyRate", "0.1"), ("Sandbox:LostRate", "0.05"),
            ("Sandbox:Failures:30003", "0.1"), ("Sandbox:Failures:30007", "0.1"), ("Sandbox:SilentRate", "0.1"), ("Sandbox:Refusals:21610", "0.1"));
        var replies = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => rig.SubmitAsync($"+1415555{i:0000}", i)));
        await rig.ArrivedAsync(all => Settled(all, replies));
        var truth = await rig.TruthAsync("?campaign=01HZZZZZZZZZZZZZZZZZZZZZZZ");
        var words = rig.Arrivals.Where(a => a.Reading.Receipt is not null).GroupBy(a => a.Message).Select(g => g.MaxBy(a => a.Reading.Receipt!.Status)!.Reading.Receipt!).ToList();

        Assert.All(rig.Arrivals, a => Assert.Equal(CallbackKind.Receipt, a.Reading.Kind));
        Assert.Equal(replies.Count(r => r.Kind is SubmitKind.Accepted), truth.Accepted);
        Assert.Equal(replies.Count(r => r.VendorCode == "21610"), truth.RefusedByCode["21610"]);
        Assert.Equal(words.Count(r => r.Status is DeliveryStatus.Delivered), truth.Delivered);
        Assert.Equal(words.Count(r => r.Status is DeliveryStatus.Failed), truth.Failed);
        Assert.Equal(words.Count(r => r.VendorCode == "30003"), truth.FailedByCode["30003"]);
        Assert.Equal(truth.Accepted, truth.Delivered + truth.Failed + truth.Silent);
        Assert.All((long[])[truth.Delivered, truth.Failed, truth.Silent, truth.SilentDelivered, truth.Refused], n => Assert.True(n > 0));
        Assert.Equal(0, truth.TextedTwice);
        Assert.Equal(0, (await rig.TruthAsync("?status_callback_prefix=http://elsewhere/")).Accepted);

        static bool Settled(IReadOnlyCollection<SandboxRig.Arrival> all, SubmitReply[] replies) =>
            all.Count(a => a.Reading.Receipt?.Status is DeliveryStatus.Sent) >= replies.Count(r => r.Kind is SubmitKind.Accepted)
            && all.Count >= Planned(replies);

        // The plan is a function of the message: what will come is known without asking the sandbox.
        static int Planned(SubmitReply[] replies) => replies.Select((r, i) => r.Kind is SubmitKind.Accepted ? Plan(i).Steps.Count : 0).Sum();
        static SandboxPlan Plan(int i) => SandboxFate.Decide(Behaviour, $"+1415555{i:0000}", "Hello", 0).Plan!;
    }

    private static SandboxBehaviour Behaviour { get; } = new()
    {
        SentDelayMin = 0,
        SentDelayMax = 20,
        FinalDelayMin = 5,
        FinalDelayMax = 30,
        DuplicateRate = 0.2,
        ReorderRate = 0.2,
        EarlyRate = 0.1,
        LostRate = 0.05,
        Failures = new() { ["30003"] = 0.1, ["30007"] = 0.1 },
        SilentRate = 0.1,
        Refusals = new() { ["21610"] = 0.1 },
    };

    [Fact]
    public async Task Callbacks_go_on_after_a_restart_of_the_sandbox()
    {
        await using var rig = await SandboxRig.StartAsync(("Sandbox:FinalDelayMin", "60000"), ("Sandbox:FinalDelayMax", "60000"));
        await rig.SubmitAsync("+15005551005");
        await rig.StopSandboxAsync();
        Assert.Empty(rig.Arrivals);
        // Reordered: 'delivered' is due first, a minute after acceptance. The wait is over when the clock says so, not when the process was up.
        await rig.StartSandboxAsync();
        Assert.Equal(1, (await rig.TruthAsync()).Waiting);
        Assert.Equal(1, (await rig.TruthAsync()).Delivered);
    }

    [Fact]
    public async Task A_gateway_that_fails_for_a_while_loses_nothing()
    {
        await using var rig = await SandboxRig.StartAsync();
        var failures = 4;
        rig.Answer = () => Interlocked.Decrement(ref failures) >= 0 ? 503 : 204;
        await rig.SubmitAsync("+15005551000");
        await rig.ArrivedAsync(all => all.Count == 2);
        Assert.Equal(["Delivered", "Sent"], rig.Arrivals.Select(a => a.Reading.Receipt!.Status.ToString()).Order());
        var tokens = rig.Arrivals.Select(a => a.Callback.Headers["i-twilio-idempotency-token"]);
        Assert.Equal(2, tokens.Distinct().Count());
    }

    [Fact]
    public async Task Early_receipts_overtake_the_answer()
    {
        await using var rig = await SandboxRig.StartAsync();
        await rig.SubmitAsync("+15005551006");
        Assert.Equal(2, rig.Arrivals.Count);
    }

    [Fact]
    public async Task A_message_accepted_twice_is_found_out()
    {
        await using var rig = await SandboxRig.StartAsync();
        await rig.SubmitAsync("+14155550123", 7);
        await rig.SubmitAsync("+14155550123", 7);
        var truth = await rig.TruthAsync();
        Assert.Equal((2, 1), (truth.Accepted, truth.TextedTwice));
        Assert.EndsWith(SandboxRig.Id(7).Value, Assert.Single(truth.TextedTwiceExamples), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behaviour_is_replaced_while_it_runs_and_nonsense_is_refused()
    {
        await using var rig = await SandboxRig.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await Put("""{"refusals":{"21610":1}}"""));
        Assert.Equal("21610", (await rig.SubmitAsync("+14155550123")).VendorCode);
        Assert.Equal(HttpStatusCode.OK, await Put("""{"numbers":{"123":"refused:21614"},"failures":{}}"""));
        Assert.Equal("21614", (await rig.SubmitAsync("+14155550123")).VendorCode);
        Assert.Equal(SubmitKind.Accepted, (await rig.SubmitAsync("+14155550124")).Kind);
        Assert.Equal(HttpStatusCode.BadRequest, await Put("""{"silent_rate":2}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await Put("""{"silentrate":0.1}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await Put("""{"numbers":{"1":"vanished"}}"""));

        async Task<HttpStatusCode> Put(string json)
        {
            using var content = new StringContent(json, Encoding.UTF8, "application/json");
            using var response = await rig.Http.PutAsync(new Uri(rig.Url, "/sandbox/behaviour"), content, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Fact]
    public void The_same_message_has_the_same_fate_whatever_came_before() =>
        Gen.Select(Gen.Int[0, 9_999_999], Gen.String, Gen.Int).Sample((number, body, seed) =>
        {
            var (to, behaviour) = ($"+1415{number:0000000}", Behaviour with { Seed = seed });
            var (a, b) = (SandboxFate.Decide(behaviour, to, body, 0), SandboxFate.Decide(behaviour, to, body, 0));
            return a.Answer == b.Answer && a.Plan?.Text() == b.Plan?.Text() && a.Plan?.Final == b.Plan?.Final
                && (a.Plan is null || SandboxPlan.ParseSteps(a.Plan.Text()).SequenceEqual(a.Plan.Steps));
        });

    [Fact]
    public void Rates_are_kept()
    {
        var plans = Enumerable.Range(0, 20_000).Select(i => SandboxFate.Decide(new SandboxBehaviour(), $"+1415{i:0000000}", "Hello", 0).Plan!).ToList();
        Assert.InRange(plans.Count(p => p.FinalStatus == "delivered") / 20_000.0, 0.95, 0.97);
        Assert.InRange(plans.Count(p => p.FinalStatus == "undelivered") / 20_000.0, 0.026, 0.034);
        Assert.InRange(plans.Count(p => p.FinalStatus is null) / 20_000.0, 0.007, 0.013);
        Assert.All(plans, p => Assert.InRange(p.Sent!.Value, 150, 700));
        Assert.All(plans, p => Assert.InRange((p.Final ?? 300) - (p.Final is null ? 0 : p.Sent!.Value), 150, 2200));
    }
}
