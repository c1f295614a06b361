using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;

namespace Sms;

/// <summary>How a silo answers many at once, when some of them take long.</summary>
public sealed class BatchBookTests
{
    private const string Here = "here";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider clock = new();
    private readonly BatchBook book;

    public BatchBookTests() => book = new BatchBook(new OneHome(), clock, NullLogger<BatchBook>.Instance);

    [Fact]
    public async Task What_is_done_in_time_is_one_answer()
    {
        var slow = new Item();
        var answer = book.AnswerAsync([Done(CallbackVerdict.Forged), slow.Task]);
        Assert.False(answer.IsCompleted);
        slow.SetResult(new CallbackAnswer());

        var whole = await answer.WaitAsync(Patience);
        Assert.Equal([CallbackVerdict.Forged, CallbackVerdict.Taken], whole.Answers.Select(one => one!.Verdict));
        Assert.Null(whole.Desk);
        Assert.Equal(0, book.Open);
    }

    [Fact]
    public async Task A_slow_item_holds_nobody_longer_than_the_first_wait()
    {
        var failure = new TimeoutException();
        var slow = new Item();
        var asked = book.AnswerAsync([slow.Task, Done(CallbackVerdict.Malformed), Task.FromResult(new CallbackAnswer { Failure = failure })]);
        clock.Advance(BatchBook.FirstWait - TimeSpan.FromMilliseconds(1));
        Assert.False(asked.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        var answer = await asked.WaitAsync(Patience);
        Assert.Null(answer.Answers[0]);
        Assert.Equal(CallbackVerdict.Malformed, answer.Answers[1]!.Verdict);
        Assert.Same(failure, answer.Answers[2]!.Failure);
        Assert.Equal(Here, answer.Desk);
    }

    [Fact]
    public async Task The_rest_is_collected_piece_by_piece_in_its_order()
    {
        Item[] slow = [new(), new(), new()];
        var first = await WaitedForAsync(book.AnswerAsync([slow[0].Task, Done(CallbackVerdict.Taken), slow[1].Task, slow[2].Task]), BatchBook.FirstWait);
        slow[1].SetResult(new CallbackAnswer { Verdict = CallbackVerdict.Forged });
        var second = await WaitedForAsync(book.CollectAsync(Here, first.Ticket), BatchBook.FirstWait * 2);
        Assert.Equal([null, CallbackVerdict.Forged, null], second.Answers.Select(one => one?.Verdict));

        var last = book.CollectAsync(Here, second.Ticket);
        slow[2].SetResult(new CallbackAnswer { Verdict = CallbackVerdict.Malformed });
        Assert.False(last.IsCompleted);
        slow[0].SetResult(new CallbackAnswer { Verdict = CallbackVerdict.Taken });
        Assert.Equal([CallbackVerdict.Taken, CallbackVerdict.Malformed], (await last.WaitAsync(Patience)).Answers.Select(one => one!.Verdict));
        Assert.Equal(0, book.Open);
    }

    [Fact]
    public async Task Each_wait_is_longer_than_the_one_before_up_to_a_second()
    {
        var answer = await WaitedForAsync(book.AnswerAsync([new Item().Task]), BatchBook.FirstWait);
        foreach (var milliseconds in new[] { 200, 400, 800, 1_000, 1_000 })
        {
            var asked = book.CollectAsync(Here, answer.Ticket);
            clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            Assert.False(asked.IsCompleted);
            answer = await WaitedForAsync(asked, TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task A_ticket_is_good_once_and_here()
    {
        var answer = await WaitedForAsync(book.AnswerAsync([new Item().Task]), BatchBook.FirstWait);
        await Assert.ThrowsAsync<OrleansException>(() => book.CollectAsync(Here, answer.Ticket + 1));
        // Its number may be another's here.
        await Assert.ThrowsAsync<OrleansException>(() => book.CollectAsync("a silo that is gone", answer.Ticket));
        _ = book.CollectAsync(Here, answer.Ticket);
        await Assert.ThrowsAsync<OrleansException>(() => book.CollectAsync(Here, answer.Ticket));
    }

    [Fact]
    public async Task What_nobody_asks_for_is_dropped_after_two_minutes()
    {
        var answer = await WaitedForAsync(book.AnswerAsync([new Item().Task]), BatchBook.FirstWait);
        clock.Advance(BatchBook.KeptFor - TimeSpan.FromSeconds(1));
        Assert.Equal(1, book.Open);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, book.Open);
        await Assert.ThrowsAsync<OrleansException>(() => book.CollectAsync(Here, answer.Ticket));
    }

    private async Task<BatchAnswer> WaitedForAsync(Task<BatchAnswer> asked, TimeSpan wait)
    {
        clock.Advance(wait);
        return await asked.WaitAsync(Patience);
    }

    private static Task<CallbackAnswer> Done(CallbackVerdict verdict) => Task.FromResult(new CallbackAnswer { Verdict = verdict });

    private sealed class Item() : TaskCompletionSource<CallbackAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class OneHome : IMessageHomes
    {
        public string Here => BatchBookTests.Here;

        public PartitionHomes Latest => PartitionHomes.Unknown;

        public string? ElsewhereOf(MessageId message) => null;
    }
}
