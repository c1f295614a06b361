namespace Sms.Testing;

/// <summary>Nobody waits: what is to wait is told at once that its time has come, and the clock counts how long it would have been.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private TimeSpan waited;

    public TimeSpan Waited => waited;

    /// <summary>What happens meanwhile, at each wait.</summary>
    public Action? Waiting { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + waited;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero) waited += dueTime;
        Waiting?.Invoke();
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
