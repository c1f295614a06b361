namespace Sms;

public sealed class SandboxPatienceTests
{
    [Fact]
    public async Task A_wait_that_ran_out_does_not_end_the_next_one()
    {
        using var stop = new CancellationTokenSource();
        using var patience = new SandboxPatience(TimeSpan.FromMilliseconds(200), stop.Token);
        var first = patience.Begin();
        await EndedAsync(first);
        var second = patience.Begin();
        Assert.False(second.IsCancellationRequested);
        await EndedAsync(second);
    }

    [Fact]
    public void A_stop_ends_the_wait_of_a_source_that_was_used_before()
    {
        using var stop = new CancellationTokenSource();
        using var patience = new SandboxPatience(TimeSpan.FromMinutes(1), stop.Token);
        Assert.Equal(patience.Begin(), patience.Begin());
        var last = patience.Begin();
        stop.Cancel();
        Assert.True(last.IsCancellationRequested);
    }

    private static async Task EndedAsync(CancellationToken wait)
    {
        var ended = new TaskCompletionSource();
        await using var registration = wait.Register(ended.SetResult);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
