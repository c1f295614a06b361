namespace Sms;

/// <summary>Lets a fixed number of requests a second through, evenly spaced and in order of asking; a pause is not saved up.</summary>
internal sealed class ReadPacer(int perSecond, TimeProvider clock)
{
    private readonly TimeSpan space = TimeSpan.FromSeconds(1) / perSecond;
    private readonly Lock gate = new();
    private DateTimeOffset next;

    public Task WaitAsync()
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var turn = next > now ? next : now;
            next = turn + space;
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, clock) : Task.CompletedTask;
    }
}
