using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace Sms;

/// <summary>Callbacks on their way from a gateway to silos elsewhere. Every call stays open until the test answers it.</summary>
public sealed class CallbackLanesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider clock = new();
    private readonly FakeGrains grains = new();
    private readonly Channel<Call> calls = Channel.CreateUnbounded<Call>();
    private readonly CallbackLanes lanes;

    public CallbackLanesTests()
    {
        for (var key = 0; key < 16; key++) grains.Put<IIntakeGrain>(key.ToString(CultureInfo.InvariantCulture), new HeldIntake(key, calls.Writer));
        lanes = new CallbackLanes(grains, clock);
    }

    public void Dispose() => lanes.Dispose();

    [Fact]
    public async Task The_first_goes_at_once_and_those_after_it_go_together_without_waiting_for_its_answer()
    {
        var first = Receive("a");
        var alone = await NextAsync();
        var second = Receive("b");
        var third = Receive("c");
        Assert.False(calls.Reader.TryRead(out _));
        clock.Advance(CallbackLanes.Gather);
        var together = await NextAsync();

        Assert.Equal(("acme", "a"), (alone.Carrier, alone.Ids));
        Assert.Equal(("acme", "b c"), (together.Carrier, together.Ids));
        together.Answer(CallbackVerdict.Taken, CallbackVerdict.Forged);
        Assert.Equal(CallbackVerdict.Taken, await second);
        Assert.Equal(CallbackVerdict.Forged, await third);
        Assert.False(first.IsCompleted);
        alone.Answer(CallbackVerdict.Malformed);
        Assert.Equal(CallbackVerdict.Malformed, await first);
    }

    [Fact]
    public async Task A_lane_ends_when_nobody_comes_and_the_next_goes_at_once_again()
    {
        for (var stranger = 0; stranger < 20; stranger++) _ = Receive("x", carrier: $"stranger-{stranger}");
        for (var call = 0; call < 20; call++) await NextAsync();
        Assert.Equal(20, lanes.Driven);
        clock.Advance(CallbackLanes.Gather);
        await UntilNobodyIsDrivenAsync();

        _ = Receive("a");
        Assert.Equal("a", (await NextAsync()).Ids);
    }

    [Fact]
    public async Task Carriers_do_not_share_a_call()
    {
        string[] names = ["acme", "other"];
        foreach (var name in names) _ = Receive("first", carrier: name);
        foreach (var id in new[] { "a", "b" })
            foreach (var name in names) _ = Receive(id, carrier: name);
        clock.Advance(CallbackLanes.Gather);
        var seen = new List<(string, string)>();
        for (var call = 0; call < 4; call++)
        {
            var one = await NextAsync();
            seen.Add((one.Carrier, one.Ids));
        }

        Assert.Equal([("acme", "a b"), ("acme", "first"), ("other", "a b"), ("other", "first")], seen.Order());
    }

    [Fact]
    public async Task A_batch_has_128_callbacks_at_most_and_they_keep_their_order()
    {
        _ = Receive("first");
        await NextAsync();
        var ids = Enumerable.Range(0, 300).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var id in ids) _ = Receive(id);
        clock.Advance(CallbackLanes.Gather);
        var batches = new[] { await NextAsync(), await NextAsync(), await NextAsync() };

        Assert.Equal([128, 128, 44], batches.Select(batch => batch.Callbacks.Length));
        Assert.Equal(ids, batches.SelectMany(batch => batch.Callbacks).Select(callback => callback.MessageId));
    }

    [Fact]
    public async Task A_batch_has_256_KiB_of_bodies_at_most_and_the_largest_goes_all_the_same()
    {
        _ = Receive("first");
        await NextAsync();
        int[] kibibytes = [64, 64, 64, 64, 64, 10, 300, 1, 2];
        foreach (var size in kibibytes) _ = Receive(size.ToString(CultureInfo.InvariantCulture), bytes: size * 1024);
        clock.Advance(CallbackLanes.Gather);

        foreach (var expected in new[] { "64 64 64 64", "64 10", "300", "1 2" }) Assert.Equal(expected, (await NextAsync()).Ids);
    }

    [Fact]
    public async Task Batches_are_spread_over_sixteen_ways_in()
    {
        var keys = new List<int>();
        for (var round = 0; round < 32; round++)
        {
            _ = Receive("x", carrier: $"carrier-{round}");
            keys.Add((await NextAsync()).Key);
        }

        Assert.All(keys.CountBy(key => key), used => Assert.Equal(2, used.Value));
        Assert.Equal(16, keys.Distinct().Count());
    }

    [Fact]
    public async Task Callbacks_go_to_the_silos_of_their_messages_once_it_is_known_who_leads_there()
    {
        string[] ids = ["01JDZ9Y0000000000000000000-2611-0", "01JDZ9Y0000000000000000000-2611-500", "01JDZ9Y0000000000000000000-2611-1000", "not one of ours"];
        var silos = new string?[Partition.Count];
        (silos[0], silos[1], silos[2]) = ("silo 0", "silo 1", "silo 0");
        var homes = new PartitionHomes(3, silos);
        for (var number = 0; number < 2; number++)
        {
            var answered = Receive("x", carrier: $"carrier-{number}");
            var call = await NextAsync();
            call.Answer(new IntakeAnswer { Batch = new BatchAnswer { Answers = [new CallbackAnswer()] }, Silo = $"silo {call.Key}", Homes = homes });
            // Its way is learnt before the answer is passed on.
            Assert.Equal(CallbackVerdict.Taken, await answered.WaitAsync(Patience));
        }

        _ = Receive("first");
        await NextAsync();
        foreach (var id in ids) _ = Receive(id);
        clock.Advance(CallbackLanes.Gather);
        var batches = new[] { await NextAsync(), await NextAsync(), await NextAsync() };

        Assert.Equal([(0, $"{ids[0]} {ids[2]}"), (1, ids[1]), (3, ids[3])], batches.Select(batch => (batch.Key, batch.Ids)));
    }

    [Fact]
    public async Task What_goes_wrong_with_one_is_no_matter_of_the_others()
    {
        var (batch, a, b, c) = await ThreeAsync();
        var failure = new LedgerUnavailableException("full");
        batch.Answer(new BatchAnswer { Answers = [new CallbackAnswer(), new CallbackAnswer { Failure = failure }, new CallbackAnswer { Verdict = CallbackVerdict.Malformed }] });

        Assert.Equal(CallbackVerdict.Taken, await a);
        Assert.Same(failure, await Assert.ThrowsAsync<LedgerUnavailableException>(() => b));
        Assert.Equal(CallbackVerdict.Malformed, await c);
    }

    [Fact]
    public async Task A_call_that_fails_fails_all_that_were_in_it_and_nobody_else()
    {
        var (batch, a, b, c) = await ThreeAsync();
        var later = Receive("d");
        var next = await NextGatheredAsync();
        batch.Fail(new TimeoutException("no answer"));

        foreach (var one in new[] { a, b, c }) await Assert.ThrowsAsync<TimeoutException>(() => one);
        next.Answer(CallbackVerdict.Taken);
        Assert.Equal(CallbackVerdict.Taken, await later);
    }

    [Fact]
    public async Task Answers_that_cannot_belong_to_the_batch_acknowledge_nothing()
    {
        var (batch, a, b, c) = await ThreeAsync();
        batch.Answer(CallbackVerdict.Taken, CallbackVerdict.Taken);

        foreach (var one in new[] { a, b, c }) await Assert.ThrowsAsync<InvalidOperationException>(() => one);
    }

    [Fact]
    public async Task Whoever_is_done_is_answered_at_once_and_the_others_are_asked_for_until_they_are()
    {
        var desk = new HeldDesk();
        grains.Put<ISiloDeskGrain>("silo", desk);
        var (batch, a, b, c) = await ThreeAsync();
        batch.Answer(new BatchAnswer { Answers = [null, new CallbackAnswer(), null], Desk = "silo", Ticket = 7 });
        Assert.Equal(CallbackVerdict.Taken, await b);

        var (ticket, answer) = await desk.NextAsync();
        Assert.Equal(7, ticket);
        answer.SetResult(new BatchAnswer { Answers = [null, new CallbackAnswer { Verdict = CallbackVerdict.Forged }], Desk = "silo", Ticket = 8 });
        Assert.Equal(CallbackVerdict.Forged, await c);

        (ticket, answer) = await desk.NextAsync();
        Assert.Equal(8, ticket);
        Assert.False(a.IsCompleted);
        answer.SetResult(new BatchAnswer { Answers = [new CallbackAnswer { Verdict = CallbackVerdict.Malformed }] });
        Assert.Equal(CallbackVerdict.Malformed, await a);
    }

    [Fact]
    public async Task Who_waits_for_a_silo_that_has_forgotten_it_is_told_so()
    {
        var desk = new HeldDesk();
        grains.Put<ISiloDeskGrain>("silo", desk);
        var (batch, a, b, c) = await ThreeAsync();
        batch.Answer(new BatchAnswer { Answers = [new CallbackAnswer(), null, null], Desk = "silo", Ticket = 7 });
        (await desk.NextAsync()).Answer.SetException(new OrleansException("not known"));

        Assert.Equal(CallbackVerdict.Taken, await a);
        await Assert.ThrowsAsync<OrleansException>(() => b);
        await Assert.ThrowsAsync<OrleansException>(() => c);
    }

    [Fact]
    public async Task Nobody_waits_for_a_gateway_that_has_stopped()
    {
        var called = Receive("a");
        await NextAsync();
        var waiting = Receive("b");
        lanes.Dispose();
        clock.Advance(CallbackLanes.Gather);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => called.WaitAsync(Patience));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    private async Task<(Call Batch, Task<CallbackVerdict> A, Task<CallbackVerdict> B, Task<CallbackVerdict> C)> ThreeAsync()
    {
        _ = Receive("first");
        await NextAsync();
        var (a, b, c) = (Receive("a"), Receive("b"), Receive("c"));
        clock.Advance(CallbackLanes.Gather);
        return (await NextAsync(), a, b, c);
    }

    private Task<CallbackVerdict> Receive(string id, int bytes = 10, string carrier = "acme") => lanes.ReceiveAsync(carrier, new StatusCallback(id, new CarrierCallback
    {
        Method = "POST",
        Url = "http://x/",
        Headers = new Dictionary<string, string>(),
        Body = new byte[bytes],
    }));

    private async Task<Call> NextAsync() => await calls.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>A lane that has just sent something may not have looked at the clock yet.</summary>
    private async Task<Call> NextGatheredAsync()
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Yield())
        {
            clock.Advance(CallbackLanes.Gather);
            if (calls.Reader.TryRead(out var call)) return call;
            Assert.True(watch.Elapsed < Patience, "Nothing was sent");
        }
    }

    /// <summary>What the clock has woken goes on in threads of its own.</summary>
    private async Task UntilNobodyIsDrivenAsync()
    {
        for (var watch = Stopwatch.StartNew(); lanes.Driven > 0; await Task.Yield()) Assert.True(watch.Elapsed < Patience, $"{lanes.Driven} lanes are left");
    }

    private sealed record Call(int Key, string Carrier, StatusCallback[] Callbacks, TaskCompletionSource<IntakeAnswer> Answered)
    {
        public string Ids => string.Join(' ', Callbacks.Select(callback => callback.MessageId));

        public void Answer(params CallbackVerdict[] verdicts) => Answer(new BatchAnswer { Answers = [.. verdicts.Select(verdict => new CallbackAnswer { Verdict = verdict })] });

        public void Answer(BatchAnswer answer) => Answer(new IntakeAnswer { Batch = answer, Silo = $"silo {Key % 3}" });

        public void Answer(IntakeAnswer answer) => Answered.SetResult(answer);

        public void Fail(Exception failure) => Answered.SetException(failure);
    }

    private sealed class HeldIntake(int key, ChannelWriter<Call> calls) : IIntakeGrain
    {
        public Task<IntakeAnswer> ReceiveStatusesAsync(string carrier, StatusCallback[] callbacks, long known)
        {
            var call = new Call(key, carrier, callbacks, new(TaskCreationOptions.RunContinuationsAsynchronously));
            Assert.True(calls.TryWrite(call));
            return call.Answered.Task;
        }
    }

    private sealed class HeldDesk : ISiloDeskGrain
    {
        private readonly Channel<(long Ticket, TaskCompletionSource<BatchAnswer> Answer)> asked = Channel.CreateUnbounded<(long, TaskCompletionSource<BatchAnswer>)>();

        public async Task<(long Ticket, TaskCompletionSource<BatchAnswer> Answer)> NextAsync() => await asked.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public Task<BatchAnswer> RecordAsync(AddressedReceipt[] receipts) => throw new NotSupportedException();

        public Task<BatchAnswer> CollectAsync(long ticket)
        {
            var answer = new TaskCompletionSource<BatchAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            Assert.True(asked.Writer.TryWrite((ticket, answer)));
            return answer.Task;
        }
    }
}
